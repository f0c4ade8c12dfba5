import { type ConfigInput, checkConfig, freePorts } from '../config.js'
import { Emulator } from '../emulator.js'
import { type BotEnvironment, botEnvironment, type ProxyEnvironment, proxyEnvironment } from '../environment.js'
import { ControlClient } from './control-client.js'
import { type TenantDescription, TenantHandle } from './tenant-handle.js'
import { WatchedWorld } from './watched-world.js'

/** Options of an emulator for tests: as in the configuration, on free ports. */
export type EmulatorOptions = ConfigInput

/** An emulator in the hands of a test. */
export class EmulatorHandle extends WatchedWorld {
  /** Plain http: for curl and for clients that take any address. */
  readonly url: string
  /** https, with a certificate of Ringback's CA: the JavaScript and Kiota SDKs send tokens nowhere else. */
  readonly httpsUrl: string
  readonly tenantId: string
  /** Ready for `process.env` of a bot. */
  readonly env: BotEnvironment
  /** The same for a bot that knows Microsoft's addresses and no others, but heeds HTTPS_PROXY. */
  readonly proxyEnv: ProxyEnvironment
  #emulator: Emulator

  private constructor(emulator: Emulator, controlToken: string | undefined) {
    super(new ControlClient(emulator.url, controlToken), {}, emulator.journals)
    this.url = emulator.url
    this.httpsUrl = emulator.httpsUrl
    this.tenantId = emulator.tenant.id
    this.env = botEnvironment(emulator)
    this.proxyEnv = proxyEnvironment(emulator)
    this.#emulator = emulator
  }

  /** Prefer {@link startEmulator}. */
  static async start(options: EmulatorOptions): Promise<EmulatorHandle> {
    const config = checkConfig({ ...freePorts, ...options })
    return new EmulatorHandle(await Emulator.start(config), config.controlToken)
  }

  /** A tenant of its own for one test, with people and a bot. */
  tenant(description: TenantDescription = {}): Promise<TenantHandle> {
    return TenantHandle.add(this.client, this.#emulator.journals, description, this)
  }

  /** Moves time on, by an ISO 8601 duration: `PT45M`. */
  async advance(duration: string): Promise<void> {
    await this.client.send('POST', '/clock/advance', { duration })
  }

  /** Back to the seed: everything, or one tenant. */
  async reset(tenantId?: string): Promise<void> {
    await this.client.send('POST', '/reset', tenantId === undefined ? {} : { tenantId })
  }

  /** The world as it is, with the clock and what is due. */
  snapshot(): Promise<object> {
    return this.client.get('/snapshot')
  }

  /** Goes on from a snapshot; a reset comes back to it from now on. */
  async load(snapshot: object): Promise<void> {
    await this.client.send('PUT', '/snapshot', snapshot)
  }

  /** Changes anything else through the control API; see `/_ringback/openapi/control.yaml`. */
  control<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
    return method === 'GET' ? this.client.get<T>(path) : this.client.send<T>(method, path, body)
  }

  /** Stops. Twice is harmless. */
  async close(): Promise<void> {
    await this.#emulator.close()
  }
}

/**
 * Starts an emulator in this process, on free ports of loopback.
 *
 * @example
 * const emulator = await startEmulator({ clock: 'auto' })
 * const call = await emulator.call({ from: 'adele', to: bot.appId })
 * await call.until('established')
 */
export function startEmulator(options: EmulatorOptions = {}): Promise<EmulatorHandle> {
  return EmulatorHandle.start(options)
}
