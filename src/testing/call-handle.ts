import type { CallView } from '../control/call-view.js'
import type { CallState } from '../domain/calls/call.js'
import type { ControlClient } from './control-client.js'
import { type Person, personOf } from './person.js'

/** Something to be said at the far end. */
export type Utterance = ({ text: string } | { audio: string } | { silence: string }) & { participant?: string }

/** What a test waits for: a state, or anything that can be said of the call as the far end sees it. */
export type Expectation = CallState | ((call: CallView) => boolean | undefined)

export interface UntilOptions {
  /** Real milliseconds to wait at the most; 5,000 by default. */
  timeout?: number
}

/** What was waited for did not come; the message tells what happened instead. */
export class ExpectationFailure extends Error {
  override readonly name = 'ExpectationFailure'
}

/** The far end's side of one call. */
export class CallHandle {
  readonly id: string
  #control: ControlClient
  /** Nothing, or the tenant it is in: then nobody need look in all of them. */
  #scope: { readonly tenantId?: string }

  constructor(control: ControlClient, id: string, scope: { readonly tenantId?: string } = {}) {
    this.#control = control
    this.id = id
    this.#scope = scope
  }

  /** The call as it is now, also after its end. */
  view(): Promise<CallView> {
    return this.#control.get<CallView>(`/calls/${this.id}`)
  }

  /**
   * Resolves once the call is in the state, or the predicate holds.
   *
   * @throws ExpectationFailure with the story of the call, when the call ends otherwise or time is up.
   */
  async until(expected: Expectation, options: UntilOptions = {}): Promise<CallView> {
    const call = await this.comesTo(expected, options)
    if (call === undefined) throw await this.#failure(expected, await this.view())
    return call
  }

  /** The same, but resolves to undefined when it does not come: for what may or may not happen. */
  async comesTo(expected: Expectation, { timeout = 5_000 }: UntilOptions = {}): Promise<CallView | undefined> {
    const holds = typeof expected === 'string' ? (call: CallView) => call.state === expected : expected
    const end = performance.now() + timeout
    for (let since = 0; ; ) {
      const call = await this.view()
      if (holds(call)) return call
      const left = end - performance.now()
      if (left <= 0 || call.state === 'terminated') return undefined
      since = await this.happens(since, left)
    }
  }

  /**
   * Waits until something happens after an event, for so many real milliseconds at the most; gives the number of the newest.
   *
   * @internal
   */
  async happens(since: number, milliseconds: number): Promise<number> {
    const wait = `PT${(milliseconds / 1_000).toFixed(3)}S`
    const query = { ...this.#scope, callId: this.id, since, wait }
    const { value } = await this.#control.get<{ value: { sequence: number }[] }>('/events', query)
    return value.at(-1)?.sequence ?? since
  }

  /** Presses keys, as written on a phone: `12#`. */
  press(tones: string): Promise<CallView> {
    return this.#farEnd('press', { tones })
  }

  hangUp(participant?: string): Promise<CallView> {
    return this.#farEnd('hang-up', { participant })
  }

  answer(participant?: string): Promise<CallView> {
    return this.#farEnd('answer', { participant })
  }

  decline(participant?: string): Promise<CallView> {
    return this.#farEnd('decline', { participant })
  }

  busy(participant?: string): Promise<CallView> {
    return this.#farEnd('busy', { participant })
  }

  ignore(participant?: string): Promise<CallView> {
    return this.#farEnd('ignore', { participant })
  }

  /** Says something: `{text}`, `{audio}` (the address of a WAV file, or the file as base64), or `{silence: 'PT3S'}`. */
  speak(utterance: Utterance): Promise<CallView> {
    return this.#farEnd('speak', utterance)
  }

  mute(participant?: string): Promise<CallView> {
    return this.#farEnd('mute', { participant })
  }

  unmute(participant?: string): Promise<CallView> {
    return this.#farEnd('unmute', { participant })
  }

  /** @param options `announced` shows the bot the state `hold`, which the real service does not send. */
  hold(options: { participant?: string; announced?: boolean } = {}): Promise<CallView> {
    return this.#farEnd('hold', options)
  }

  resume(participant?: string): Promise<CallView> {
    return this.#farEnd('resume', { participant })
  }

  /** Shares the screen, or a presentation that has a content sharing session. */
  share(options: { participant?: string; what?: 'screen' | 'presentation' } = {}): Promise<CallView> {
    return this.#farEnd('share', options)
  }

  stopSharing(participant?: string): Promise<CallView> {
    return this.#farEnd('stop-sharing', { participant })
  }

  /** Somebody more comes into the conversation. */
  join(person: string | Person): Promise<CallView> {
    return this.#farEnd('join', personOf(person))
  }

  leave(participant?: string): Promise<CallView> {
    return this.#farEnd('leave', { participant })
  }

  /** Lets somebody in from the lobby: the bot, unless somebody else is named. */
  admit(participant?: string): Promise<CallView> {
    return this.#farEnd('admit', { participant })
  }

  deny(participant?: string): Promise<CallView> {
    return this.#farEnd('deny', { participant })
  }

  /** Removes somebody: the bot, unless somebody else is named. */
  remove(participant?: string): Promise<CallView> {
    return this.#farEnd('remove', { participant })
  }

  /** Hands the call over to somebody else. */
  transfer(to: string | Person, participant?: string): Promise<CallView> {
    return this.#farEnd('transfer', { to: personOf(to), participant })
  }

  /** Adds somebody; a peer-to-peer call becomes a conversation by it. */
  add(person: string | Person): Promise<CallView> {
    return this.#farEnd('add', personOf(person))
  }

  /** Ends the call with any code and subcode of the catalogue. */
  fail(code: number, subcode: number): Promise<CallView> {
    return this.#farEnd('fail', { code, subcode })
  }

  /**
   * The story of the call, as a Mermaid sequence diagram.
   *
   * @param wait For how long it is waited for what is on its way to the bot, in real time; a moment by default.
   */
  diagram(wait = 'PT1S'): Promise<string> {
    return this.#control.text(`/calls/${this.id}/diagram?wait=${wait}`)
  }

  #farEnd(action: string, body: object = {}): Promise<CallView> {
    return this.#control.send<CallView>('POST', `/calls/${this.id}/far-end/${action}`, body)
  }

  async #failure(expected: Expectation, { state, ending }: CallView): Promise<ExpectationFailure> {
    const wanted = typeof expected === 'string' ? `to be ${expected}` : `to fulfil ${expected}`
    const over = ending === null ? '' : `, ${ending.code}/${ending.subcode} ${ending.when ?? ending.message}`
    return new ExpectationFailure(
      `Expected the call ${wanted}; it is ${state}${over}. What happened:\n${await this.diagram()}`
    )
  }
}
