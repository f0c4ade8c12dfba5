import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../domain/refusals.js'
import { type AnswerAction, answerActions, type FaultRule, notificationActions } from '../faults/rules.js'
import { duration, formatDuration } from '../wire/duration.js'
import { graphId, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'

const both = { id: z.string(), appId: z.string().optional(), subject: z.string().optional() }
const drawn = { count: z.int().optional(), probability: z.number(), seed: z.int(), delay: z.string() }

const faultOut = z.object({
  ...both,
  of: z.enum(['notifications', 'answers']),
  action: z.enum([...notificationActions, ...answerActions]),
  notifications: z.enum(['calls', 'changes']).optional(),
  type: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  status: z.int().optional(),
  code: z.string().optional(),
  retryAfterSeconds: z.int().optional(),
  upTo: z.string().optional(),
  distribution: z.string().optional(),
  ...drawn
})

/** How long notifications are held back, and answers take, unless it is said. */
const usualDelay = { notifications: 10_000, answers: 1_000 }

const ofNotifications = ['notifications', 'type'] as const
const ofAnswers = ['method', 'path', 'status', 'code', 'retryAfterSeconds', 'upTo', 'distribution'] as const

const faultIn = z
  .strictObject({
    action: z.enum([...notificationActions, ...answerActions]),
    notifications: z.enum(['calls', 'changes']).optional(),
    type: z.string().optional(),
    method: z.string().toUpperCase().optional(),
    path: z
      .string()
      .startsWith('/')
      .optional()
      .meta({ description: 'Below the version, as in docs/operations.md; * is one segment, ** any number of them.' }),
    status: z.int().min(400).max(599).optional(),
    code: z.string().min(1).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    upTo: duration.optional(),
    distribution: z.enum(['uniform', 'exponential']).optional(),
    appId: optional(graphId),
    subject: optional(graphId).meta({ description: 'The id of a call or of a subscription.' }),
    count: z.int().positive().optional(),
    probability: z.number().min(0).max(1).default(1),
    seed: z.int().default(1),
    delay: duration.optional()
  })
  .superRefine((rule, context) => {
    const strange = isAnswer(rule.action) ? ofNotifications : ofAnswers
    for (const name of strange) {
      if (rule[name] === undefined) continue
      const message = `goes with ${(isAnswer(rule.action) ? notificationActions : answerActions).join(', ')}, not with '${rule.action}'.`
      context.addIssue({ code: 'custom', path: [name], message })
    }
  })

/** What goes wrong with notifications and with answers, by rule. */
export function faultRoutes(app: FastifyInstance, { faults, ids }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/faults',
      operationId: 'listFaults',
      summary: 'What goes wrong with notifications and answers',
      answer: collection(faultOut)
    },
    () => ({ value: faults.rules.map(faultToWire) })
  )

  control(
    app,
    {
      method: 'POST',
      url: '/faults',
      operationId: 'addFault',
      summary: 'Let notifications or answers go wrong: those that match, as often and as likely as said',
      body: faultIn,
      status: 201,
      answer: faultOut
    },
    ({ body }) => {
      const rule = ruleOf(ids.short(), body)
      faults.add(rule)
      return faultToWire(rule)
    }
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/faults',
      operationId: 'removeFaults',
      summary: 'Nothing goes wrong any more',
      status: 204
    },
    () => faults.remove()
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/faults/:faultId',
      operationId: 'removeFault',
      summary: 'This no longer goes wrong',
      path: z.object({ faultId: z.string() }),
      status: 204
    },
    ({ params: { faultId } }) => {
      if (!faults.remove(faultId)) throw new Refusal('faultNotFound', 'See GET /_ringback/faults.')
    }
  )
}

function isAnswer(action: FaultRule['action']): action is AnswerAction {
  return answerActions.some(one => one === action)
}

function ruleOf(id: string, { action, delay, upTo: upToMs, ...given }: z.output<typeof faultIn>): FaultRule {
  const {
    appId,
    subject,
    count,
    probability,
    seed,
    notifications,
    type,
    method,
    path,
    distribution = 'uniform'
  } = given
  const basics = { id, appId, subject, count, probability, seed }
  if (!isAnswer(action)) {
    return { ...basics, of: 'notifications', action, notifications, type, delayMs: delay ?? usualDelay.notifications }
  }
  const { status = 503, code = 'serviceNotAvailable', retryAfterSeconds = 10 } = given
  const delayMs = delay ?? usualDelay.answers
  return {
    ...basics,
    of: 'answers',
    action,
    method,
    path,
    status,
    code,
    retryAfterSeconds,
    delayMs,
    upToMs,
    distribution
  }
}

function faultToWire(rule: FaultRule): z.input<typeof faultOut> {
  const { delayMs, ...told } = rule
  const delay = formatDuration(delayMs)
  if (told.of === 'notifications') return { ...told, delay }
  const { upToMs, ...answer } = told
  return { ...answer, delay, ...(upToMs === undefined ? {} : { upTo: formatDuration(upToMs) }) }
}
