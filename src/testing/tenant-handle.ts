/// <reference lib="esnext.disposable" preserve="true" />
import type { Journals } from '../control/journals.js'
import type { BotEnvironment, ProxyEnvironment } from '../environment.js'
import type { ControlClient } from './control-client.js'
import { WatchedWorld } from './watched-world.js'
import type { RegisteredBot } from './world-handle.js'

/** What a tenant for a test begins with. */
export interface TenantDescription {
  /** Where its bot is told of calls. */
  callbackUri?: string
  /** Everything by default. */
  permissions?: string[]
  /** How time passes in it; as in the emulator by default. Either way, it is a time of its own. */
  clock?: { mode?: 'real' | 'virtual' | 'auto'; startTime?: string }
}

const displayName = 'Bot under test'

/** Of the emulator it is in. */
interface Environments {
  readonly env: BotEnvironment
  readonly proxyEnv: ProxyEnvironment
}

interface DirectoryView {
  readonly tenants: readonly { readonly id: string; readonly users: readonly object[] }[]
}

/**
 * A tenant of its own for one test: the same people as everywhere, and one bot. What happens in it, nobody else notices, so
 * that hundreds of tests share one emulator.
 */
export class TenantHandle extends WatchedWorld {
  readonly id: string
  readonly bot: RegisteredBot
  /** Ready for `process.env` of the bot. */
  readonly env: BotEnvironment
  /** The same for a bot that knows Microsoft's addresses and no others, but heeds HTTPS_PROXY. */
  readonly proxyEnv: ProxyEnvironment
  #description: Omit<TenantDescription, 'clock'>

  private constructor(
    client: ControlClient,
    journals: Journals,
    id: string,
    bot: RegisteredBot,
    description: Omit<TenantDescription, 'clock'>,
    { env, proxyEnv }: Environments
  ) {
    super(client, { tenantId: id }, journals)
    this.id = id
    this.bot = bot
    this.#description = description
    const own = { AZURE_TENANT_ID: id, AZURE_CLIENT_ID: bot.appId, AZURE_CLIENT_SECRET: bot.secret }
    this.env = { ...env, ...own }
    this.proxyEnv = { ...proxyEnv, ...own }
  }

  /** @internal */
  static async add(
    client: ControlClient,
    journals: Journals,
    description: TenantDescription,
    { tenantId: like, ...environments }: Environments & { readonly tenantId: string }
  ): Promise<TenantHandle> {
    const { clock = {}, ...bot } = description
    const { tenants } = await client.get<DirectoryView>('/directory', { tenantId: like })
    const { id } = await client.send<{ id: string }>('POST', '/tenants', {
      users: tenants[0]?.users ?? [],
      clock
    })
    const registered = await client.send<RegisteredBot>('POST', `/applications?tenantId=${id}`, {
      displayName,
      ...bot
    })
    return new TenantHandle(client, journals, id, registered, bot, environments)
  }

  /** Moves time on in this tenant only, by an ISO 8601 duration: `PT45M`. */
  async advance(duration: string): Promise<void> {
    await this.client.send('POST', '/clock/advance', { duration, tenantId: this.id })
  }

  /**
   * Takes it away with everything in it.
   *
   * @throws ExpectationFailure when a notification was not accepted, unless that is allowed; it is taken away all the same.
   */
  async close({ undelivered = 'fail' }: { undelivered?: 'fail' | 'allow' } = {}): Promise<void> {
    try {
      if (undelivered === 'fail') await this.expectDelivered()
    } finally {
      await this.client.send('DELETE', `/tenants/${this.id}`)
    }
  }

  /** For `await using tenant = await emulator.tenant()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Back to how it began, with the same bot. */
  async reset(): Promise<void> {
    await this.client.send('POST', '/reset', { tenantId: this.id })
    const { appId, secret } = this.bot
    await this.registerBot({ displayName, ...this.#description, appId, secret })
  }
}
