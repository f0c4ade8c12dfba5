import websocket from '@fastify/websocket'
import type { FastifyPluginCallback } from 'fastify'
import { artifactRoutes } from './artifact-routes.js'
import { callRecordRoutes } from './call-record-routes.js'
import { callRoutes } from './call-routes.js'
import { clockRoutes } from './clock-routes.js'
import { directoryRoutes } from './directory-routes.js'
import { farEndRoutes } from './far-end-routes.js'
import { faultRoutes } from './fault-routes.js'
import { guardControl } from './guard.js'
import type { ControlHouse } from './house.js'
import { journalRoutes } from './journal-routes.js'
import { meetingRoutes } from './meeting-routes.js'
import { presenceRoutes } from './presence-routes.js'
import { questionRoutes } from './question-routes.js'
import { scenarioRoutes } from './scenario-routes.js'
import { serviceRoutes } from './service-routes.js'
import { snapshotRoutes } from './snapshot-routes.js'
import { streamRoute } from './stream.js'
import { subscriptionRoutes } from './subscription-routes.js'
import { throttlingRoutes } from './throttling-routes.js'

/** `/_ringback`. The console and the command line have no other door. */
export function controlPlugin(house: ControlHouse): FastifyPluginCallback {
  return (app, _options, done) => {
    guardControl(app, house.controlToken)
    app.register(websocket, { options: { maxPayload: 64 * 1024 } })
    app.register(async scoped => {
      serviceRoutes(scoped, house)
      directoryRoutes(scoped, house)
      callRoutes(scoped, house)
      farEndRoutes(scoped, house)
      meetingRoutes(scoped, house)
      questionRoutes(scoped, house)
      artifactRoutes(scoped, house)
      callRecordRoutes(scoped, house)
      presenceRoutes(scoped, house)
      throttlingRoutes(scoped, house)
      subscriptionRoutes(scoped, house)
      faultRoutes(scoped, house)
      scenarioRoutes(scoped, house)
      journalRoutes(scoped, house)
      snapshotRoutes(scoped, house)
      clockRoutes(scoped, house)
      streamRoute(scoped, house)
    })
    done()
  }
}
