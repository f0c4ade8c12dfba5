import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Application, User } from '../domain/directory/directory.js'
import { Refusal } from '../domain/refusals.js'
import type { Tenant } from '../engine/tenant.js'
import {
  accessPolicyFields,
  applicationFields,
  farEndFields,
  instanceFields,
  recordingPolicyFields,
  tenantFields,
  userFields,
  userOf
} from '../wire/directory.js'
import { formatDuration } from '../wire/duration.js'
import { graphId, httpUri, optional } from '../wire/graph-type.js'
import type { ControlHouse } from './house.js'
import { collection, control } from './route.js'
import { known, theTenant } from './tenants.js'

const instanceOut = z.object({ id: z.string(), displayName: z.string(), phone: z.string().optional() })

const applicationOut = z
  .object({
    appId: z.string(),
    displayName: z.string(),
    secret: z.string().optional(),
    callbackUri: z.string().optional(),
    permissions: z.array(z.string()),
    delegatedPermissions: z.array(z.string()),
    applicationAccessPolicy: accessPolicyFields.optional(),
    instances: z.array(instanceOut)
  })
  .meta({ id: 'application' })

const userOut = z
  .object({
    id: z.string(),
    displayName: z.string(),
    userPrincipalName: z.string(),
    phone: z.string().optional(),
    farEnd: z.object({ action: z.string(), after: z.string() }),
    recordingPolicy: recordingPolicyFields.extend({ appId: graphId }).optional()
  })
  .meta({ id: 'user' })

const tenantOut = z.object({
  id: z.string(),
  domain: z.string(),
  users: z.array(userOut),
  applications: z.array(applicationOut)
})

const directoryOut = z.object({ tenants: collection(tenantOut).shape.value })

const inTenant = z.object({ tenantId: optional(graphId) })

/** Who is there: tenants, people and applications, and what they are told to do. */
export function directoryRoutes(app: FastifyInstance, { engine, ids: allIds, reset }: ControlHouse): void {
  control(
    app,
    {
      method: 'GET',
      url: '/directory',
      operationId: 'getDirectory',
      summary: 'Who is there, everywhere or in one tenant',
      query: inTenant,
      answer: directoryOut
    },
    ({ query: { tenantId } }) => ({
      tenants: Array.from(tenantId === undefined ? engine.tenants() : [engine.tenant(tenantId)], tenantToWire)
    })
  )

  control(
    app,
    {
      method: 'POST',
      url: '/tenants',
      operationId: 'addTenant',
      summary: 'Add a tenant, whose world is its own',
      body: tenantFields.extend({
        id: graphId.optional(),
        domain: z.string().optional(),
        like: optional(graphId).meta({
          description: 'A tenant whose people, applications and settings it begins with.'
        })
      }),
      status: 201,
      answer: tenantOut
    },
    ({ body: { id = allIds.guid(), domain = `${id}.example`, like, clock, users, ...more } }) => {
      if (engine.hasTenant(id)) throw new Refusal('alreadyExists', `There is a tenant '${id}' already.`)
      const model = like === undefined ? { users: users.map(userOf), ...more } : engine.tenant(like).seed
      return tenantToWire(engine.addTenant({ ...model, id, domain, clock }))
    }
  )

  control(
    app,
    {
      method: 'DELETE',
      url: '/tenants/:tenantId',
      operationId: 'removeTenant',
      summary: 'Take a tenant away with everything in it; those of the seed come back with a reset',
      path: z.object({ tenantId: graphId }),
      status: 204
    },
    ({ params: { tenantId } }) => {
      reset(engine.tenant(tenantId).seed.id)
      engine.removeTenant(tenantId)
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/applications',
      operationId: 'registerApplication',
      summary: 'Register an application',
      query: inTenant,
      body: applicationFields.extend({
        appId: graphId.optional(),
        servicePrincipalId: graphId.optional()
      }),
      status: 201,
      answer: applicationOut
    },
    async ({ query, body }) => {
      const { seed, state, clock, ids } = theTenant(engine, query.tenantId)
      const { appId = ids.guid(), servicePrincipalId = ids.guid(), secret = ids.short(), ...rest } = body
      const application = { appId, servicePrincipalId, secret, ...rest }
      if (state.application(application.appId)) {
        throw new Refusal('alreadyExists', `Change it: PATCH /_ringback/applications/${application.appId}`)
      }
      await engine.execute(seed.id, { type: 'registerApplication', at: clock.now(), application })
      return applicationToWire(application)
    }
  )

  control(
    app,
    {
      method: 'PATCH',
      url: '/applications/:appId',
      operationId: 'changeApplication',
      summary: 'Change an application; acts at once',
      path: z.object({ appId: graphId }),
      query: inTenant,
      body: z.strictObject({
        displayName: optional(z.string().min(1)),
        secret: optional(z.string().min(1)),
        secretExpires: applicationFields.shape.secretExpires,
        certificates: optional(applicationFields.shape.certificates.unwrap()),
        callbackUri: optional(httpUri),
        permissions: optional(z.array(z.string())),
        delegatedPermissions: optional(z.array(z.string())),
        applicationAccessPolicy: optional(accessPolicyFields),
        instances: optional(z.array(instanceFields))
      }),
      answer: applicationOut
    },
    async ({ params: { appId }, query, body }) => {
      const { seed, state, clock } = theTenant(
        engine,
        query.tenantId,
        tenant => tenant.state.application(appId) !== undefined
      )
      await engine.execute(seed.id, { type: 'changeApplication', at: clock.now(), appId, change: given(body) })
      return applicationToWire(known(state.application(appId)))
    }
  )

  control(
    app,
    {
      method: 'POST',
      url: '/users',
      operationId: 'addUser',
      summary: 'Add a person',
      query: inTenant,
      body: userFields.extend({ id: graphId.optional() }),
      status: 201,
      answer: userOut
    },
    async ({ query, body }) => {
      const { seed, clock, ids } = theTenant(engine, query.tenantId)
      const user = userOf({ ...body, id: body.id ?? ids.guid() })
      await engine.execute(seed.id, { type: 'addUser', at: clock.now(), user })
      return userToWire(user)
    }
  )

  control(
    app,
    {
      method: 'PATCH',
      url: '/users/:userId',
      operationId: 'changeUser',
      summary: 'Change a person, and what they do when rung',
      path: z.object({ userId: graphId }),
      query: inTenant,
      body: z.strictObject({
        displayName: optional(z.string().min(1)),
        password: optional(z.string().min(1)),
        phone: userFields.shape.phone,
        farEnd: optional(farEndFields),
        recordingPolicy: optional(recordingPolicyFields.extend({ appId: graphId }))
      }),
      answer: userOut
    },
    async ({ params: { userId }, query, body: { farEnd, ...rest } }) => {
      const { seed, state, clock } = theTenant(
        engine,
        query.tenantId,
        tenant => tenant.state.user(userId) !== undefined
      )
      const behaviour = farEnd && { action: farEnd.action, afterMs: farEnd.after }
      const change = given({ ...rest, farEnd: behaviour })
      await engine.execute(seed.id, { type: 'changeUser', at: clock.now(), userId, change })
      return userToWire(known(state.user(userId)))
    }
  )
}

/** Only what was sent: a member left out stays as it is. */
function given<T extends object>(body: T) {
  const sent = Object.entries(body).filter(([, value]) => value !== undefined)
  return Object.fromEntries(sent) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function tenantToWire({ seed, state }: Tenant): z.input<typeof tenantOut> {
  return {
    id: seed.id,
    domain: seed.domain,
    users: Array.from(state.users(), userToWire),
    applications: Array.from(state.applications(), applicationToWire)
  }
}

function userToWire(user: User): z.input<typeof userOut> {
  const { id, displayName, userPrincipalName, phone, farEnd, recordingPolicy } = user
  const { action, afterMs } = farEnd
  return {
    id,
    displayName,
    userPrincipalName,
    phone,
    farEnd: { action, after: formatDuration(afterMs) },
    recordingPolicy
  }
}

function applicationToWire(application: Application): z.input<typeof applicationOut> {
  const { appId, displayName, secret, callbackUri, applicationAccessPolicy, instances } = application
  return {
    ...{ appId, displayName, secret, callbackUri },
    permissions: [...application.permissions],
    delegatedPermissions: [...application.delegatedPermissions],
    applicationAccessPolicy: applicationAccessPolicy && { users: [...applicationAccessPolicy.users] },
    instances: [...instances]
  }
}
