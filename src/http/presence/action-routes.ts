import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { PresenceCommand } from '../../domain/presence/commands.js'
import { parameters } from '../../wire/graph-type.js'
import {
  clearPresenceIn,
  setLocationIn,
  setPresenceIn,
  setStatusMessageIn,
  setUserPreferredPresenceIn
} from '../../wire/presence.js'
import { callerOf, type GraphOptions, type GraphRequest, graphRoute } from '../graph-route.js'
import { presenceSubject } from './read-routes.js'

interface PresenceAction<Body extends z.ZodType> {
  readonly action: string
  readonly summary: string
  readonly body: Body
  readonly status?: 200 | 204
  command(body: z.output<Body>, about: About): PresenceCommand
}

/** Whose presence it is, who asks, and when. */
interface About {
  readonly userId: string
  readonly appId: string
  readonly askedBy: string | undefined
  readonly at: number
}

const day = 24 * 60 * 60 * 1_000

/** What is said of somebody's presence, by themselves or by an application. */
export function actionRoutes(app: FastifyInstance, options: GraphOptions): void {
  const { engine } = options.house

  function action<Body extends z.ZodType>({
    action: name,
    summary,
    body,
    status = 200,
    command
  }: PresenceAction<Body>): void {
    graphRoute(
      app,
      presenceSubject,
      {
        method: 'POST',
        path: `/presences/:userId/${name}`,
        operationId: `communications.presences.presence.${name}`,
        summary,
        page: `presence-${name.toLowerCase()}`,
        body,
        status
      },
      async (request: GraphRequest<Body>, reply) => {
        const { tenantId, appId, userId: askedBy } = callerOf(request)
        const about = { userId: request.params.userId, appId, askedBy, at: request.exchange.clock.now() }
        await engine.execute(tenantId, command(request.body, about), request.exchange)
        return reply.code(status).send()
      }
    )
  }

  action({
    action: 'setPresence',
    summary: 'Say what somebody is doing, for as long as it is said again',
    body: setPresenceIn,
    command: ({ expirationDuration: durationMs, sessionId, availability, activity }, about) => ({
      type: 'setPresence',
      ...about,
      ...{ sessionId, availability, activity, durationMs }
    })
  })

  action({
    action: 'clearPresence',
    summary: 'Say no more what somebody is doing',
    body: clearPresenceIn,
    command: ({ sessionId }, about) => ({ type: 'clearPresence', ...about, sessionId })
  })

  action({
    action: 'setUserPreferredPresence',
    summary: 'Wish to be shown as something, whatever one does',
    body: setUserPreferredPresenceIn,
    command: ({ availability, activity, expirationDuration: durationMs }, about) => ({
      type: 'setUserPreferredPresence',
      ...about,
      ...{ availability, activity, durationMs }
    })
  })

  action({
    action: 'clearUserPreferredPresence',
    summary: 'Wish nothing any more',
    body: parameters('clearUserPreferredPresence', {}),
    command: (_body, about) => ({ type: 'clearUserPreferredPresence', ...about })
  })

  action({
    action: 'setStatusMessage',
    summary: 'Write something under the name; an empty text clears it',
    body: setStatusMessageIn,
    command: ({ statusMessage: { message, expiryDateTime: expiresAt } }, about) => ({
      type: 'setStatusMessage',
      ...about,
      ...{ content: message.content, expiresAt }
    })
  })

  for (const [name, layer] of [
    ['setManualLocation', 'manual'],
    ['setAutomaticLocation', 'automatic']
  ] as const) {
    action({
      action: name,
      summary: `Say where somebody works today (${layer})`,
      body: setLocationIn(name),
      status: 204,
      command: ({ workLocationType: type, placeId }, about) => ({
        type: 'setLocation',
        ...about,
        layer,
        location: { type, placeId, expiresAt: (Math.floor(about.at / day) + 1) * day }
      })
    })
  }

  for (const [name, layers] of [
    ['clearAutomaticLocation', ['automatic']],
    ['clearLocation', ['automatic', 'manual']]
  ] as const) {
    action({
      action: name,
      summary: `Say no more where somebody works (${layers.join(' and ')})`,
      body: parameters(name, {}),
      status: 204,
      command: (_body, about) => ({ type: 'clearLocation', ...about, layers })
    })
  }
}
