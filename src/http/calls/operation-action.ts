import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { OperationLeaving } from '../../domain/calls/commands.js'
import { commsOperationOut, operationToWire, operationTypeName } from '../../wire/comms-operation.js'
import { callerOf, serviceRoot } from '../graph-route.js'
import type { CallsOptions } from './options.js'
import { asked, type CallRequest, route } from './route.js'

export interface OperationAction<Body extends z.ZodType> {
  /** Below `/communications/calls`. */
  readonly path: `/:callId/${string}`
  readonly summary: string
  /** Of learn.microsoft.com/graph/api. */
  readonly page: string
  readonly body: Body
  readonly bodyOfV1?: z.ZodType
  readonly betaOnly?: boolean
  /** 202 where Graph says so, 200 otherwise. */
  readonly status?: 200 | 202
  command(request: CallRequest<Body>, started: Started): OperationLeaving
}

/** What every such command begins with. */
export type Started = ReturnType<typeof asked> & { operationId: string }

/** Adds an action that leaves an operation behind and answers with it. */
export function operationAction<Body extends z.ZodType>(
  app: FastifyInstance,
  options: CallsOptions,
  { path, status = 200, command, ...description }: OperationAction<Body>
): void {
  const { engine } = options.house
  const operationId = `communications.calls.call.${path
    .split('/')
    .filter(segment => segment !== '' && !segment.startsWith(':'))
    .join('.')}${path.includes(':participantId') ? 'Of' : ''}`
  route(
    app,
    { method: 'POST', path, operationId, ...description, status, answer: commsOperationOut },
    async (request, reply) => {
      const started = { ...asked(request), operationId: request.exchange.ids.guid() }
      const { operation } = await engine.execute(
        callerOf(request).tenantId,
        command(request, started),
        request.exchange
      )
      const root = serviceRoot(request)
      reply
        .code(status)
        .header('location', `${root}/communications/calls/${operation.callId}/operations/${operation.id}`)
      return operationToWire(operation, `${root}/$metadata#${operationTypeName(operation.type)}`)
    }
  )
}
