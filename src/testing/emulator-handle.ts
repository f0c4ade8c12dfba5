import { type ConfigInput, checkConfig } from '../config.js'
import type { CallView } from '../control/call-view.js'
import type { DeliveryWire, EventWire, RequestWire } from '../control/journal-wire.js'
import type { MeetingView } from '../control/meeting-view.js'
import { Emulator } from '../emulator.js'
import { type BotEnvironment, botEnvironment } from '../environment.js'
import { CallHandle } from './call-handle.js'
import { ControlClient } from './control-client.js'
import { MeetingHandle } from './meeting-handle.js'
import { type Person, personOf } from './person.js'

/** Options of an emulator for tests: as in the configuration, on free ports. */
export type EmulatorOptions = ConfigInput

/** Who rings whom. Names as on the command line: `adele`, an id, a number that begins with `+`. */
export interface Ring {
  from: string | Person
  to: string
  tenantId?: string
  /** Where this call is announced, instead of the application's own calling webhook. */
  callbackUri?: string
  /** The bot is a recorder, rung because of a policy: `with` says whom the caller speaks with. */
  recordingPolicy?: RecordingPolicy
}

/** What a failing recorder does to the call or meeting of the one who is to be recorded; nothing by default. */
export interface RecordingPolicy {
  with: Person
  requiredBeforeCallEstablishment?: boolean
  requiredDuringCall?: boolean
  requiredBeforeMeetingJoin?: boolean
  requiredDuringMeeting?: boolean
}

/** A meeting to be arranged. */
export interface MeetingDescription {
  /** A user by name, address or id. */
  organizer: string
  subject?: string
  /** Who need not wait in the lobby; `organization` by default. */
  lobbyBypassScope?: MeetingView['lobbyBypassScope']
  /** Whether those on the telephone need not. */
  isDialInBypassEnabled?: boolean
  startDateTime?: string
  endDateTime?: string
  /** Users by name. */
  attendees?: string[]
  passcode?: string
  tenantId?: string
}

/** What is to be said of an application for a test; the rest is drawn. */
export interface BotDescription {
  displayName?: string
  callbackUri?: string
  /** Everything about calls by default. */
  permissions?: string[]
  /** What it may do on behalf of people; everything when absent. */
  delegatedPermissions?: string[]
  tenantId?: string
}

/** An application made for a test. */
export interface RegisteredBot {
  appId: string
  secret: string
  displayName: string
  callbackUri?: string
}

export interface RequestFilter {
  /** Matched against path and query. */
  path?: RegExp
  method?: string
  callId?: string
}

export interface DeliveryFilter {
  callId?: string
  /** The event that was told: `callIncoming`, `tonePressed`, … */
  type?: string
}

/** An emulator in the hands of a test. */
export class EmulatorHandle {
  /** Plain http: for curl and for clients that take any address. */
  readonly url: string
  /** https, with a certificate of Ringback's CA: the JavaScript and Kiota SDKs send tokens nowhere else. */
  readonly httpsUrl: string
  readonly tenantId: string
  /** Ready for `process.env` of a bot. */
  readonly env: BotEnvironment
  #emulator: Emulator
  #control: ControlClient

  /** Prefer {@link startEmulator}. */
  constructor(emulator: Emulator, controlToken?: string) {
    this.url = emulator.url
    this.httpsUrl = emulator.httpsUrl
    this.tenantId = emulator.tenant.id
    this.env = botEnvironment(emulator)
    this.#emulator = emulator
    this.#control = new ControlClient(emulator.url, controlToken)
  }

  /** Registers an application, with a secret and ids drawn for it. */
  registerBot(bot: BotDescription = {}): Promise<RegisteredBot> {
    const { tenantId, displayName = 'Bot under test', ...rest } = bot
    const query = tenantId === undefined ? '' : `?tenantId=${tenantId}`
    return this.#control.send('POST', `/applications${query}`, { displayName, ...rest })
  }

  /** Somebody rings a bot. */
  async call({ from, to, ...rest }: Ring): Promise<CallHandle> {
    const { callId } = await this.#control.send<CallView>('POST', '/calls', {
      from: personOf(from),
      to: to.startsWith('+') ? { phone: to } : { application: to },
      ...rest
    })
    return new CallHandle(this.#control, callId)
  }

  /** Arranges a meeting that bots and people can join. */
  async meeting(meeting: MeetingDescription): Promise<MeetingHandle> {
    return new MeetingHandle(this.#control, await this.#control.send<MeetingView>('POST', '/meetings', meeting))
  }

  /** A meeting that exists, such as one the bot has arranged: by its id, its link or its digits. */
  async meetingNamed(name: string): Promise<MeetingHandle> {
    return new MeetingHandle(
      this.#control,
      await this.#control.get<MeetingView>(`/meetings/${encodeURIComponent(name)}`)
    )
  }

  /** The far end's side of a call that exists, such as one the bot has placed. */
  callWithId(callId: string): CallHandle {
    return new CallHandle(this.#control, callId)
  }

  async calls(): Promise<CallView[]> {
    return (await this.#control.get<{ value: CallView[] }>('/calls')).value
  }

  /** What bots asked of Graph and of the token endpoint, oldest first. */
  async requests({ path, method, callId }: RequestFilter = {}): Promise<RequestWire[]> {
    const { value } = await this.#control.get<{ value: RequestWire[] }>('/requests', { callId })
    return value.filter(request => (path?.test(request.path) ?? true) && (method ?? request.method) === request.method)
  }

  /** What was posted to bots, oldest first, with every attempt. */
  async deliveries({ callId, type }: DeliveryFilter = {}): Promise<DeliveryWire[]> {
    return (await this.#control.get<{ value: DeliveryWire[] }>('/deliveries', { callId, type })).value
  }

  async events({ callId, type }: DeliveryFilter = {}): Promise<EventWire[]> {
    return (await this.#control.get<{ value: EventWire[] }>('/events', { callId, type })).value
  }

  /** Moves time on, by an ISO 8601 duration: `PT45M`. */
  async advance(duration: string): Promise<void> {
    await this.#control.send('POST', '/clock/advance', { duration })
  }

  /** Back to the seed: everything, or one tenant. */
  async reset(tenantId?: string): Promise<void> {
    await this.#control.send('POST', '/reset', tenantId === undefined ? {} : { tenantId })
  }

  /** The world as it is, with the clock and what is due. */
  snapshot(): Promise<object> {
    return this.#control.get('/snapshot')
  }

  /** Goes on from a snapshot; a reset comes back to it from now on. */
  async load(snapshot: object): Promise<void> {
    await this.#control.send('PUT', '/snapshot', snapshot)
  }

  /** Changes anything else through the control API; see `/_ringback/openapi/control.yaml`. */
  control<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> {
    return method === 'GET' ? this.#control.get<T>(path) : this.#control.send<T>(method, path, body)
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
export async function startEmulator(options: EmulatorOptions = {}): Promise<EmulatorHandle> {
  const config = checkConfig({ port: 0, httpsPort: 0, ...options })
  return new EmulatorHandle(await Emulator.start(config), config.controlToken)
}
