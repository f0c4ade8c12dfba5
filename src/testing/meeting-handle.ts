import type { MeetingView, ParticipantView } from '../control/meeting-view.js'
import type { ControlClient } from './control-client.js'
import { type Person, personOf } from './person.js'

/** A meeting in the hands of a test. */
export class MeetingHandle {
  readonly id: string
  /** What a bot needs to join it by organizerMeetingInfo. */
  readonly threadId: string
  readonly organizerId: string
  readonly tenantId: string
  /** What a bot needs to join it by joinMeetingIdMeetingInfo. */
  readonly joinMeetingId: string
  readonly passcode: string | null
  readonly joinWebUrl: string
  #control: ControlClient

  constructor(control: ControlClient, meeting: MeetingView) {
    this.id = meeting.meetingId
    this.threadId = meeting.threadId
    this.organizerId = meeting.organizerId
    this.tenantId = meeting.tenantId
    this.joinMeetingId = meeting.joinMeetingId
    this.passcode = meeting.passcode
    this.joinWebUrl = meeting.joinWebUrl
    this.#control = control
  }

  /** The meeting with those in it, as it is now. */
  view(): Promise<MeetingView> {
    return this.#control.get<MeetingView>(this.#path())
  }

  /** Somebody joins, through the lobby if they have to. */
  join(person: string | Person): Promise<ParticipantView> {
    return this.#control.send<ParticipantView>('POST', this.#path('/participants'), personOf(person))
  }

  /** Somebody leaves, by name or participant id; an application is removed. */
  async leave(participant: string): Promise<void> {
    await this.#control.send('DELETE', this.#path(`/participants/${encodeURIComponent(participant)}`))
  }

  /** Ends it for everybody. */
  end(): Promise<MeetingView> {
    return this.#control.send<MeetingView>('POST', this.#path('/end'))
  }

  /** Somebody lets somebody in from the lobby. */
  admit(participant: string): Promise<MeetingView> {
    return this.#control.send('POST', this.#path(`/participants/${encodeURIComponent(participant)}/admit`))
  }

  /** Somebody turns recording on or off. */
  async record(on = true): Promise<void> {
    await this.#control.send('PUT', this.#path('/recording'), { on })
  }

  /** Somebody turns transcription on or off. */
  async transcribe(on = true): Promise<void> {
    await this.#control.send('PUT', this.#path('/transcription'), { on })
  }

  /** Somebody says something that is transcribed. */
  async say(speaker: string, text: string): Promise<void> {
    await this.#control.send('POST', this.#path('/transcriptLines'), { speaker, text })
  }

  /** Nobody more may join, or everybody may again. */
  lock(locked = true): Promise<MeetingView> {
    return this.#control.send<MeetingView>('PATCH', this.#path(), { locked })
  }

  #path(below = ''): string {
    return `/meetings/${encodeURIComponent(this.id)}${below}`
  }
}
