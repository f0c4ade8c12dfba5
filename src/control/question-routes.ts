import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { userNamed } from '../domain/directory/people.js'
import { moderationStates, type Question, reactionTypes } from '../domain/meetings/questions.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import { graphId } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { meetingNamed } from './meetings-named.js'
import { control } from './route.js'
import { known } from './tenants.js'

const questionOut = z
  .object({
    id: z.string(),
    meetingId: z.string(),
    moderationState: z.enum(moderationStates),
    upvoteCount: z.int(),
    messageIds: z.array(z.string())
  })
  .meta({ id: 'questionView' })

const questionPath = z.object({ questionId: graphId })

/** What people ask and answer beside meetings. */
export function questionRoutes(app: FastifyInstance, { engine }: ControlHouse): void {
  const tenantOf = (questionId: string): Tenant => {
    for (const tenant of engine.tenants()) if (tenant.state.question(questionId) !== undefined) return tenant
    throw new Refusal('meetingNotFound', `There is no question '${questionId}'.`)
  }
  const idOf = ({ state }: Tenant, name: string) => known(userNamed(state, name).user).id

  control(
    app,
    {
      method: 'POST',
      url: '/meetings/:meetingId/questions',
      operationId: 'askQuestion',
      summary: 'Somebody asks a question beside a meeting',
      path: z.object({ meetingId: z.string().min(1) }),
      body: z.strictObject({ from: z.string().min(1), title: z.string().optional(), text: z.string().min(1) }),
      status: 201,
      answer: questionOut
    },
    async ({ params, body: { from, title, text } }) => {
      const { tenant, meeting } = meetingNamed(engine, params.meetingId)
      const drawn = { questionId: tenant.ids.guid(), messageId: tenant.ids.guid() }
      const about = { at: tenant.clock.now(), meetingId: meeting.id, userId: idOf(tenant, from) }
      const { question } = await engine.execute(tenant.seed.id, {
        type: 'askQuestion',
        ...drawn,
        ...about,
        title,
        text
      })
      return view(question)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/questions/:questionId/replies',
      operationId: 'replyToQuestion',
      summary: 'Somebody says something to a question, or to something that was said to it',
      path: questionPath,
      body: z.strictObject({ from: z.string().min(1), text: z.string().min(1), replyToId: graphId.optional() }),
      status: 201,
      answer: questionOut
    },
    async ({ params: { questionId }, body: { from, text, replyToId } }) => {
      const tenant = tenantOf(questionId)
      const reply = { messageId: tenant.ids.guid(), userId: idOf(tenant, from), text, replyToId }
      const command = { type: 'replyToQuestion' as const, at: tenant.clock.now(), questionId, ...reply }
      return view((await engine.execute(tenant.seed.id, command)).question)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/questions/:questionId/reactions',
      operationId: 'reactToMessage',
      summary: 'Somebody likes a question, or something that was said to it',
      path: questionPath,
      body: z.strictObject({ from: z.string().min(1), type: z.enum(reactionTypes), messageId: graphId.optional() }),
      status: 201,
      answer: questionOut
    },
    async ({ params: { questionId }, body: { from, type: reactionType, messageId } }) => {
      const tenant = tenantOf(questionId)
      const reaction = { reactionId: tenant.ids.guid(), userId: idOf(tenant, from), reactionType, messageId }
      const command = { type: 'reactToMessage' as const, at: tenant.clock.now(), questionId, ...reaction }
      return view((await engine.execute(tenant.seed.id, command)).question)
    }
  )

  control(
    app,
    {
      method: 'PATCH',
      url: '/questions/:questionId',
      operationId: 'moderateQuestion',
      summary: 'Somebody publishes or dismisses a question, or people vote for it',
      path: questionPath,
      body: z.strictObject({
        moderationState: z.enum(moderationStates).optional(),
        upvoteCount: z.int().min(0).optional()
      }),
      answer: questionOut
    },
    async ({ params: { questionId }, body }) => {
      const tenant = tenantOf(questionId)
      const command = { type: 'moderateQuestion' as const, at: tenant.clock.now(), questionId, ...body }
      return view((await engine.execute(tenant.seed.id, command)).question)
    }
  )
}

function view(question: Question | undefined): z.input<typeof questionOut> {
  const { id, meetingId, moderationState, upvoteCount, messages } = known(question)
  return { id, meetingId, moderationState, upvoteCount, messageIds: messages.map(message => message.id) }
}
