import type { RunView } from '../control/scenarios/run.js'
import { Misconfiguration } from '../misconfiguration.js'
import type { WrittenScenario } from '../scenarios/file.js'
import { type ControlClient, ControlError } from '../testing/control-client.js'
import { WorldHandle } from '../testing/world-handle.js'
import { BotProcess } from './bot-process.js'

/** Which bot is tried, and how it is reached. */
export interface Tried {
  /** Where it is told of calls. */
  readonly bot?: string | undefined
  readonly botCommand?: string | undefined
  /** By name, app id or number; the first of the tenant when absent. */
  readonly application?: string | undefined
  readonly variables: Readonly<Record<string, string>>
}

interface Directory {
  readonly tenants: readonly {
    readonly id: string
    readonly users: readonly { readonly id: string }[]
    readonly applications: readonly {
      readonly appId: string
      readonly displayName: string
      readonly secret?: string
      readonly callbackUri?: string
    }[]
  }[]
}

/** Whoever rings where nobody lives. Source: numbers kept free for examples in North America. */
const somebody = '+14255550100'

/** Where a scenario is played: a tenant, with its bot. */
export class Stage {
  readonly tenantId: string
  readonly world: WorldHandle
  readonly client: ControlClient
  #tried: Tried
  #callbackUri: string | undefined
  #process: BotProcess | undefined
  #isOwn: boolean

  private constructor(client: ControlClient, tenantId: string, tried: Tried, isOwn: boolean) {
    this.client = client
    this.world = new WorldHandle(client, { tenantId })
    this.tenantId = tenantId
    this.#tried = tried
    this.#callbackUri = tried.bot
    this.#isOwn = isOwn
  }

  /**
   * The tenant there is, or one that is like it.
   *
   * @param env For a bot that is to be started; absent with an emulator that runs elsewhere.
   */
  static async open(
    client: ControlClient,
    tried: Tried,
    another: boolean,
    env?: Readonly<Record<string, string>>
  ): Promise<Stage> {
    const [model] = (await client.get<Directory>('/directory')).tenants
    if (model === undefined) throw new Misconfiguration('There is no tenant to play in.')
    const tenantId = another ? await copyOf(client, model.id) : model.id
    const stage = new Stage(client, tenantId, tried, another)
    if (tried.botCommand !== undefined && env !== undefined) {
      const application = named(model, tried.application)
      const callbackUri = tried.bot ?? application.callbackUri
      if (callbackUri === undefined) {
        throw new Misconfiguration(`'${application.displayName}' has no callbackUri in the seed: give one with --bot.`)
      }
      stage.#process = await BotProcess.start(tried.botCommand, callbackUri, {
        ...env,
        AZURE_TENANT_ID: tenantId,
        AZURE_CLIENT_ID: application.appId,
        AZURE_CLIENT_SECRET: application.secret ?? ''
      })
      stage.#callbackUri = stage.#process.callbackUri
    }
    return stage
  }

  /** Where the bot is told of calls; as registered when absent. */
  get callbackUri(): string | undefined {
    return this.#callbackUri
  }

  /** The app id of the bot that is tried, and somebody who can ring it. */
  async parties(name: string | undefined): Promise<{ application: string; caller: string }> {
    const { tenantId } = this
    const [tenant] = (await this.client.get<Directory>('/directory', { tenantId })).tenants
    if (tenant === undefined) throw new Misconfiguration('The tenant of the bot is gone.')
    return { application: named(tenant, name).appId, caller: tenant.users[0]?.id ?? somebody }
  }

  /** Starts the bot again if it has ended; tells why it had, and what it printed. Undefined when it still runs. */
  async reviveBot(): Promise<{ why: string; output: string } | undefined> {
    const why = this.#process?.ended
    if (this.#process === undefined || why === undefined) return undefined
    const output = this.#process.takeOutput()
    await this.#process.revive()
    return { why, output }
  }

  /**
   * Plays a scenario, and takes a tenant of its own back to how it began.
   *
   * @param watch Is told how far it has come.
   */
  async play({ source }: WrittenScenario, watch: ((run: RunView) => void) | undefined): Promise<Played> {
    const { application, variables } = this.#tried
    await this.reviveBot()
    this.#process?.takeOutput()
    const run = await this.world
      .run(
        source,
        {
          variables,
          ...(application === undefined ? {} : { application }),
          ...(this.#callbackUri === undefined ? {} : { callbackUri: this.#callbackUri })
        },
        watch
      )
      .catch(error => {
        throw error instanceof ControlError ? new Misconfiguration(error.message) : error
      })
    if (this.#isOwn) await this.client.send('POST', '/reset', { tenantId: this.tenantId })
    const ended = this.#process?.ended
    const output = `${this.#process?.takeOutput() ?? ''}${ended === undefined ? '' : `\nThe bot has ended: ${ended}.`}`
    return { run, output }
  }

  async close(): Promise<void> {
    await this.#process?.stop()
    if (this.#isOwn) await this.client.send('DELETE', `/tenants/${this.tenantId}`)
  }
}

export interface Played {
  readonly run: RunView
  /** What the bot printed meanwhile; nothing when it was not started here. */
  readonly output: string
}

async function copyOf(client: ControlClient, like: string): Promise<string> {
  return (await client.send<{ id: string }>('POST', '/tenants', { like, clock: {} })).id
}

function named({ applications }: Directory['tenants'][number], name: string | undefined) {
  const wanted = name?.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const found = applications.find(
    ({ appId, displayName }) =>
      wanted === undefined ||
      [appId, displayName].some(known => known.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === wanted)
  )
  if (found !== undefined) return found
  const known = applications.map(({ displayName }) => `'${displayName}'`).join(', ')
  throw new Misconfiguration(`--application: no bot answers to '${name}'; known: ${known}.`)
}
