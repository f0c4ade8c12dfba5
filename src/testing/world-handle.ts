import type { CallView } from '../control/call-view.js'
import type { DeliveryWire } from '../control/journal-wire.js'
import type { MeetingView } from '../control/meeting-view.js'
import type { RunView } from '../control/scenarios/run.js'
import type { FaultFields } from '../faults/fault-fields.js'
import { failureInWords } from '../scenarios/story.js'
import { undeliveredInWords } from '../scenarios/undelivered.js'
import { CallHandle, ExpectationFailure } from './call-handle.js'
import type { ControlClient } from './control-client.js'
import { MeetingHandle } from './meeting-handle.js'
import { type Person, personOf } from './person.js'

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
  /** Drawn when absent, like the secret. */
  appId?: string
  secret?: string
}

/** An application made for a test. */
export interface RegisteredBot {
  appId: string
  secret: string
  displayName: string
  callbackUri?: string
}

/** What a scenario is played with. */
export interface PlayOptions {
  /** For `${name}` in it. */
  variables?: Record<string, string>
  /** Which bot is tried, by name, app id or number. */
  application?: string
  /** Where it is told of calls; as registered by default. */
  callbackUri?: string
}

/** People and bots in the hands of a test: those of one tenant, or of a whole emulator. */
export class WorldHandle {
  protected readonly client: ControlClient
  /** Nothing, or the tenant that is meant. */
  protected readonly scope: { readonly tenantId?: string }

  constructor(client: ControlClient, scope: { readonly tenantId?: string }) {
    this.client = client
    this.scope = scope
  }

  /** Registers an application, with a secret and ids drawn for it. */
  registerBot(bot: BotDescription = {}): Promise<RegisteredBot> {
    const { tenantId = this.scope.tenantId, displayName = 'Bot under test', ...rest } = bot
    const query = tenantId === undefined ? '' : `?tenantId=${tenantId}`
    return this.client.send('POST', `/applications${query}`, { displayName, ...rest })
  }

  /** Somebody rings a bot. */
  async call({ from, to, ...rest }: Ring): Promise<CallHandle> {
    const { callId, tenantId } = await this.client.send<CallView>('POST', '/calls', {
      from: personOf(from),
      to: to.startsWith('+') ? { phone: to } : { application: to },
      ...this.scope,
      ...rest
    })
    return new CallHandle(this.client, callId, { tenantId })
  }

  /** Arranges a meeting that bots and people can join. */
  async meeting(meeting: MeetingDescription): Promise<MeetingHandle> {
    return new MeetingHandle(
      this.client,
      await this.client.send<MeetingView>('POST', '/meetings', { ...this.scope, ...meeting })
    )
  }

  /** A meeting that exists, such as one the bot has arranged: by its id, its link or its digits. */
  async meetingNamed(name: string): Promise<MeetingHandle> {
    return new MeetingHandle(this.client, await this.client.get<MeetingView>(`/meetings/${encodeURIComponent(name)}`))
  }

  /** The far end's side of a call that exists, such as one the bot has placed. */
  callWithId(callId: string): CallHandle {
    return new CallHandle(this.client, callId, this.scope)
  }

  /** Lets notifications or answers go wrong, by rule: `{action: 'throttle', method: 'POST', count: 1}`. A reset forgets it. */
  async fault(rule: FaultFields): Promise<void> {
    await this.client.send('POST', '/faults', { ...this.scope, ...rule })
  }

  async calls(): Promise<CallView[]> {
    return (await this.client.get<{ value: CallView[] }>('/calls', this.scope)).value
  }

  /**
   * Plays a scenario and waits until it is over.
   *
   * @param scenario As in a scenario file.
   * @throws ExpectationFailure with the steps that were not played, what was not delivered, and the story of each call.
   */
  async play(scenario: object, options: PlayOptions = {}): Promise<RunView> {
    const run = await this.run(scenario, options)
    if (run.state === 'passed') return run
    throw new ExpectationFailure(failureInWords(run))
  }

  /**
   * The same, but tells of a failure instead of throwing.
   *
   * @param watch Is told how far it has come, ten times a second.
   */
  async run(scenario: object, options: PlayOptions = {}, watch?: (run: RunView) => void): Promise<RunView> {
    const { id } = await this.client.send<RunView>('POST', '/scenarios', { ...this.scope, ...options, scenario })
    for (;;) {
      const wait = watch === undefined ? 'PT30S' : 'PT0.1S'
      const run = await this.client.get<RunView>(`/scenarios/runs/${id}`, { wait })
      if (run.state !== 'running') return run
      watch?.(run)
    }
  }

  /**
   * Waits until nothing is on its way any more.
   *
   * @throws ExpectationFailure with the notifications that bots did not accept, though no fault was asked for.
   */
  async expectDelivered(): Promise<void> {
    const { value } = await this.client.get<{ value: DeliveryWire[] }>('/deliveries', {
      ...this.scope,
      settled: 'PT5S'
    })
    const undelivered = undeliveredInWords(value)
    if (undelivered.length === 0) return
    throw new ExpectationFailure(`Not accepted by the bot:\n${undelivered.map(line => `  ${line}`).join('\n')}`)
  }
}
