import type { Application, User } from '../domain/directory/directory.js'
import { applicationPermissions, delegatedPermissions } from '../domain/directory/permissions.js'
import type { Engine } from './engine.js'
import type { Tenant } from './tenant.js'

export interface AdoptionOptions {
  engine: Engine
  /** `open` takes in tenants and applications on first sight, `strict` knows only its own. */
  auth: 'open' | 'strict'
}

const anyTenant = ['common', 'organizations', 'botframework.com']
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Looks tenants and applications up and, in open mode, takes in those a bot brings along from the real world. */
export class Adoption {
  #options: AdoptionOptions

  constructor(options: AdoptionOptions) {
    this.#options = options
  }

  tenant(name: string): string | undefined {
    const { engine, auth } = this.#options
    // Asked on every request, with the id a token has: that is the first thing to look for.
    if (engine.hasTenant(name)) return name
    const wanted = name.toLowerCase()
    const [first] = engine.tenants()
    if (engine.hasTenant(wanted)) return wanted
    if (anyTenant.includes(wanted)) return first?.seed.id
    for (const { seed } of engine.tenants()) if (seed.domain.toLowerCase() === wanted) return seed.id
    if (auth === 'strict' || first === undefined || !guid.test(wanted)) return undefined
    // The same people live in the tenant a bot brings along, so that somebody is there to ring it.
    engine.addTenant({ id: wanted, domain: `${wanted}.example`, users: first.seed.users, applications: [] })
    return wanted
  }

  /** By which clock, and with which ids, things happen in a tenant. */
  timeOf(tenantId: string): Pick<Tenant, 'clock' | 'ids'> {
    return this.#options.engine.tenant(tenantId)
  }

  user(tenantId: string, name: string): User | undefined {
    const { state } = this.#options.engine.tenant(tenantId)
    return state.user(name.toLowerCase()) ?? state.userByAddress(name)
  }

  permissions(tenantId: string, appId: string, of: 'itself' | 'somebody'): readonly string[] | undefined {
    const application = this.#options.engine.tenant(tenantId).state.application(appId)
    return of === 'itself' ? application?.permissions : application?.delegatedPermissions
  }

  users(tenantId: string): User[] {
    return Array.from(this.#options.engine.tenant(tenantId).state.users())
  }

  async application(tenantId: string, appId: string): Promise<Application | undefined> {
    const { engine, auth } = this.#options
    const { state, clock, ids } = engine.tenant(tenantId)
    const existing = state.application(appId)
    if (existing !== undefined || auth === 'strict') return existing
    const application: Application = {
      appId,
      servicePrincipalId: ids.guid(),
      displayName: `Adopted ${appId.slice(0, 8)}`,
      permissions: applicationPermissions,
      delegatedPermissions,
      instances: []
    }
    await engine.execute(tenantId, { type: 'registerApplication', at: clock.now(), application })
    return application
  }
}
