import { z } from 'zod'
import { duration } from '../wire/duration.js'
import { graphId, optional } from '../wire/graph-type.js'
import { type AnswerAction, answerActions, type FaultRule, notificationActions } from './rules.js'

/** How long notifications are held back, and answers take, unless it is said. */
const usualDelay = { notifications: 10_000, answers: 1_000 }

const ofNotifications = ['notifications', 'type'] as const
const ofAnswers = ['method', 'path', 'status', 'code', 'retryAfterSeconds', 'upTo', 'distribution'] as const

/** A rule as it is given, to the control API or in a scenario. */
export const faultFields = z
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
    tenantId: optional(graphId).meta({ description: 'Only in this tenant.' }),
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

export type FaultFields = z.input<typeof faultFields>
export type Fault = z.output<typeof faultFields>

function isAnswer(action: FaultRule['action']): action is AnswerAction {
  return answerActions.some(one => one === action)
}

/** The rule that is meant, with what is usual where it says nothing. */
export function ruleOf(id: string, { action, delay, upTo: upToMs, notifications, type, ...given }: Fault): FaultRule {
  const { method, path, status = 503, code = 'serviceNotAvailable', retryAfterSeconds = 10, ...other } = given
  const { distribution = 'uniform', ...which } = other
  if (!isAnswer(action)) {
    const delayMs = delay ?? usualDelay.notifications
    return { id, ...which, of: 'notifications', action, notifications, type, delayMs }
  }
  const asked = { method, path, status, code, retryAfterSeconds }
  return { id, ...which, of: 'answers', action, ...asked, delayMs: delay ?? usualDelay.answers, upToMs, distribution }
}
