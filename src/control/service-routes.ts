import type { FastifyInstance } from 'fastify'
import { stringify } from 'yaml'
import { z } from 'zod'
import { RequestRefusal } from '../http/request-refusal.js'
import { graphId, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { control } from './route.js'

const healthOut = z.object({ status: z.literal('ok'), version: z.string(), uptimeSeconds: z.number() })

/** The emulator itself: whether it lives, its CA, its documents, and back to the seed. */
export function serviceRoutes(app: FastifyInstance, house: ControlHouse): void {
  control(
    app,
    { method: 'GET', url: '/health', operationId: 'getHealth', summary: 'Whether Ringback lives', answer: healthOut },
    () => ({ status: 'ok', version: house.version, uptimeSeconds: (house.clock.wallNow() - house.startedAt) / 1_000 })
  )

  control(
    app,
    {
      method: 'POST',
      url: '/reset',
      operationId: 'reset',
      summary: 'Take everything, or one tenant, back to the seed',
      body: z.strictObject({ tenantId: optional(graphId) }),
      status: 204
    },
    ({ body }) => house.reset(body.tenantId)
  )

  control(
    app,
    {
      method: 'POST',
      url: '/keys/rotate',
      operationId: 'rotateKeys',
      summary: 'Sign with a new key from now on; the earlier ones stay published',
      answer: z.object({ keys: z.array(z.object({ kid: z.string() })) })
    },
    async () => {
      await house.keys.rotate()
      return { keys: house.keys.published.map(({ kid }) => ({ kid })) }
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/ca.pem',
      operationId: 'getCaCertificate',
      summary: 'The certificate of the CA to trust',
      answer: z.string().meta({ contentMediaType: 'application/x-pem-file' })
    },
    (_request, reply) => {
      reply.type('application/x-pem-file').serializer((pem: string) => pem)
      return house.caCertificate
    }
  )

  control(
    app,
    {
      method: 'GET',
      url: '/openapi/:name',
      operationId: 'getOpenApi',
      summary: 'An OpenAPI document: graph-v1.0.yaml, graph-beta.yaml or control.yaml',
      path: z.object({ name: z.string() }),
      answer: z.string().meta({ contentMediaType: 'application/yaml' })
    },
    ({ params: { name } }, reply) => {
      const document = house.openApi(name.replace(/\.yaml$/, ''))
      if (document === undefined) {
        throw new RequestRefusal(
          'unknownSegment',
          `There are graph-v1.0.yaml, graph-beta.yaml and control.yaml, not '${name}'.`
        )
      }
      reply.type('application/yaml').serializer((yaml: string) => yaml)
      return stringify(document, { aliasDuplicateObjects: false })
    }
  )
}
