import fc from 'fast-check'
import { test } from 'tap'
import { SwitchingClock } from '../../src/clock/switching-clock.js'
import { type Call, farEndIdentity } from '../../src/domain/calls/call.js'
import { isListed } from '../../src/domain/conversations/conversation.js'
import type { Application, User } from '../../src/domain/directory/directory.js'
import { Refusal } from '../../src/domain/refusals.js'
import type { Command } from '../../src/domain/state.js'
import { Engine } from '../../src/engine/engine.js'
import { seededIds } from '../../src/ids/seeded-ids.js'
import { noon, usualSettings } from '../fixtures/calls.js'

/** Rolls of dice that choose what happens next, and to whom. */
const step = fc.record({
  what: fc.nat(999),
  call: fc.nat(20),
  who: fc.nat(20),
  wait: fc.constantFrom(0, 0, 100, 300, 1_000, 5_000, 61_000)
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const person = (id: string, more: Partial<User> = {}): User => ({
  id,
  displayName: id,
  userPrincipalName: `${id}@contoso.example`,
  farEnd: { action: 'answer', afterMs: 500 },
  ...more
})
const policy = {
  ...{ appId: 'recorder', requiredBeforeCallEstablishment: false, requiredDuringCall: false },
  ...{ requiredBeforeMeetingJoin: false, requiredDuringMeeting: true }
}
const users = [
  person('adele'),
  person('alex', { farEnd: { action: 'decline', afterMs: 700 } }),
  person('diego', { farEnd: { action: 'ignore', afterMs: 0 } }),
  person('lee'),
  person('megan', { recordingPolicy: policy })
]
const applications = ['bot', 'other', 'recorder'].map(
  (appId): Application => ({
    ...{ appId, servicePrincipalId: appId, displayName: appId, callbackUri: `http://${appId}/calls` },
    ...{ permissions: ['Calls.Initiate.All'], delegatedPermissions: [], instances: [] }
  })
)
const serviceHosted = { kind: 'serviceHosted', preFetchMedia: [] } as const

/** A tenant with people, bots and a meeting, in which steps are played one after the other. */
class World {
  readonly clock = new SwitchingClock({ mode: 'virtual', start: noon, settle: 0, patience: 0 })
  readonly ids = seededIds(1)
  readonly defects: unknown[] = []
  readonly engine = new Engine({
    clock: this.clock,
    ids: this.ids,
    tenants: [{ id: 't', domain: 'd', users, applications }],
    settings: usualSettings,
    onDefect: error => this.defects.push(error)
  })
  /** Everything that happened, for whoever has to find out why. */
  readonly story: string[] = []
  /** What was told of each call, and whom each application takes to be there. */
  readonly afterEnd: string[] = []
  readonly ends = new Map<string, number>()
  readonly believed = new Map<string, Set<string>>()

  constructor() {
    this.engine.listen(event => {
      const about = 'callId' in event ? event.callId : 'participant' in event ? event.participant.id : ''
      this.story.push(`${event.type} ${about.slice(0, 4)}`)
      if (!('call' in event)) return
      const { callId } = event
      if (this.ends.has(callId)) this.afterEnd.push(`${callId} ${event.type}`)
      if (event.type === 'callTerminated') this.ends.set(callId, (this.ends.get(callId) ?? 0) + 1)
      if (event.type !== 'rosterChanged') return
      const there = event.whole && !event.lobby ? new Set(this.listed(event.call)) : this.believed.get(callId)
      const roster = there ?? new Set<string>()
      for (const { id, presence } of event.changed) {
        if (presence === 'left') roster.delete(id)
        else roster.add(id)
      }
      this.believed.set(callId, roster)
    })
  }

  get state() {
    return this.engine.tenant('t').state
  }

  listed({ conversationId = '', myParticipantId }: Call): string[] {
    const participants = Array.from(this.state.participants(conversationId)).filter(isListed)
    const waits = participants.some(({ id, presence }) => id === myParticipantId && presence === 'lobby')
    return participants.filter(({ id }) => !waits || id === myParticipantId).map(({ id }) => id)
  }

  async play({ what, call: callIndex, who, wait }: Step): Promise<void> {
    await this.clock.advance(wait)
    const calls = Array.from(this.state.calls())
    const call = calls[callIndex % Math.max(calls.length, 1)]
    const choices = [...this.beginnings(who), ...(call === undefined ? [] : this.actions(call, who))]
    const command = choices[what % choices.length]
    if (command === undefined) return
    await this.engine.execute('t', { at: this.clock.now(), ...command } as Command).catch(error => {
      if (!(error instanceof Refusal)) throw error
    })
  }

  beginnings(who: number): object[] {
    const guid = () => this.ids.guid()
    const user = users[who % users.length]?.id ?? ''
    const [meeting] = this.state.meetings()
    if (meeting === undefined) {
      const draws = { threadGuid: guid(), joinMeetingId: '123456789012', passcode: 'abc123' }
      return [
        { type: 'scheduleMeeting', organizerId: 'adele', wish: { options: { recordAutomatically: true } }, ...draws }
      ]
    }
    const ids = { callId: guid(), callChainId: guid(), myParticipantId: guid(), conversationId: guid() }
    const create = {
      ...{ type: 'createCall', ...ids, appId: who % 2 ? 'bot' : 'other', callbackUri: 'http://x', targets: [] },
      ...{ targetParticipantIds: [guid(), guid()], peerCallId: guid(), requestedModalities: ['audio'] },
      ...{ mediaConfig: serviceHosted, granted: undefined }
    }
    const target = (identity: object) => ({ identity })
    const byLink = {
      meetingInfo: { kind: 'organizer', organizer: { user: { id: meeting.organizerId } } },
      chatInfo: meeting.chatInfo
    }
    const joins = { participantId: guid(), conversationId: guid(), callChainId: guid() }
    return [
      { ...create, targets: [target({ user: { id: user } })] },
      { ...create, targets: [target({ user: { id: user } }), target({ user: { id: 'lee' } })] },
      { ...create, targets: [target({ application: { id: 'recorder' } })] },
      { ...create, targets: [target({ application: { id: 'recorder' } }), target({ user: { id: user } })] },
      { ...create, ...byLink },
      { ...create, ...byLink, source: { identity: { guest: { id: guid() } } } },
      {
        type: 'farEndCalls',
        ...ids,
        farEndParticipantId: guid(),
        otherParticipantId: guid(),
        from: { user },
        to: { application: 'bot' },
        modalities: ['audio']
      },
      { type: 'joinMeeting', meetingId: meeting.id, ...joins, person: { user } },
      { type: 'joinMeeting', meetingId: meeting.id, ...joins, person: { guest: `guest ${who}` } },
      { type: 'leaveMeeting', meetingId: meeting.id, participant: user },
      { type: 'lockMeeting', meetingId: meeting.id, locked: who % 7 === 0 },
      ...(who === 20 ? [{ type: 'endMeeting', meetingId: 'm' }] : [])
    ]
  }

  actions(call: Call, who: number): object[] {
    const guid = () => this.ids.guid()
    const { id: callId, appId } = call
    const participants = Array.from(this.state.participants(call.conversationId ?? ''))
    const participantId = participants[who % Math.max(participants.length, 1)]?.id ?? 'nobody'
    const bot = { callId, appId, operationId: guid() }
    const user = users[who % users.length]?.id ?? ''
    const invited = { participants: [{ identity: { user: { id: user } } }], participantIds: [guid()] }
    const others = Array.from(this.state.calls()).filter(other => other.appId === appId && other.id !== callId)
    const replacesCallId = others[who % Math.max(others.length, 1)]?.id
    const replacing = { participants: [{ identity: { user: { id: user } }, replacesCallId }], participantIds: [guid()] }
    const answer = { type: 'answer', ...bot, mediaConfig: serviceHosted, granted: undefined, participantCapacity: 2 }
    const ids = { callId: guid(), myParticipantId: guid() }
    return [
      ...[answer, answer, answer],
      { type: 'reject', ...bot, reason: 'busy' },
      { type: 'redirect', ...bot, targets: [{ identity: { user: { id: user } } }] },
      { type: 'delete', ...bot },
      {
        type: 'transfer',
        ...bot,
        transferTarget: { identity: { user: { id: user } } },
        transferee: { identity: {}, participantId }
      },
      { type: 'invite', ...bot, ...invited, conversationId: guid() },
      { type: 'invite', ...bot, ...replacing, conversationId: guid() },
      { type: 'removeParticipant', ...bot, participantId },
      { type: 'muteParticipant', ...bot, participantId },
      { type: 'startHoldMusic', ...bot, participantId },
      { type: 'addLargeGalleryView', ...bot, participantId: guid() },
      { type: 'admitFromLobby', ...bot, participantId },
      { type: 'admitAllFromLobby', ...bot },
      { type: 'mute', ...bot },
      ...['Answers', 'Declines', 'HangsUp', 'Mutes', 'Admits', 'Denies', 'Removes', 'StopsSharing'].map(action => ({
        type: `farEnd${action}`,
        callId,
        participant: who % 3 === 0 ? undefined : user
      })),
      { type: 'farEndAdds', callId, person: { user }, participantId: guid(), conversationId: guid() },
      { type: 'farEndTransfers', callId, to: { user }, participantId: guid() },
      { type: 'farEndJoins', callId, person: { guest: 'Grady' }, participantId: guid() },
      { type: 'incomingNotAccepted', callId },
      { type: 'joiningReplied', callId, participantId, reply: { accept: who % 2 === 0 }, ids }
    ]
  }

  /** What is wrong with the world; nothing, if all is well. */
  faults(): string[] {
    const calls = Array.from(this.state.calls())
    const conversations = new Set(calls.flatMap(({ conversationId }) => conversationId ?? []))
    return [
      ...this.defects.map(String),
      ...this.afterEnd.map(what => `told after the end: ${what}`),
      ...Array.from(this.ends).flatMap(([id, times]) => (times === 1 ? [] : [`${id} ended ${times} times`])),
      ...calls.flatMap(call => (this.ends.has(call.id) ? [`${call.id} lives on`] : [])),
      ...calls.filter(({ state }) => state === 'established').flatMap(call => this.rosterFault(call)),
      ...[...conversations].flatMap(id => this.conversationFault(id)),
      ...users.flatMap(({ id }) => this.presenceFault(id))
    ]
  }

  /** Somebody is shown in a call exactly while they are in one. */
  presenceFault(userId: string): string[] {
    const calls = Array.from(this.state.calls())
    const talking = calls.some(call => {
      const ends = [call.source.identity, ...call.targets.map(({ identity }) => identity), farEndIdentity(call)]
      return (
        call.conversationId === undefined && call.state !== 'incoming' && ends.some(({ user }) => user?.id === userId)
      )
    })
    const conversing = Array.from(this.state.conversations()).some(({ id }) =>
      Array.from(this.state.participants(id)).some(
        ({ info, presence }) => presence === 'present' && info.identity.user?.id === userId
      )
    )
    const shown = (this.state.presence(userId)?.sessions ?? []).length > 0
    if (shown && !talking && !conversing) return [`${userId} is shown in a call and is in none`]
    return !shown && conversing ? [`${userId} is in a conversation and not shown`] : []
  }

  rosterFault(call: Call): string[] {
    const believed = [...(this.believed.get(call.id) ?? [])].sort()
    const there = call.conversationId === undefined ? [] : this.listed(call).sort()
    // After a promotion nothing is told until somebody comes or goes.
    if (!this.believed.has(call.id)) return []
    return believed.join() === there.join() ? [] : [`${call.id} believes ${believed}, there are ${there}`]
  }

  conversationFault(id: string): string[] {
    const conversation = this.state.conversation(id)
    if (conversation === undefined) return [`no conversation ${id}`]
    const gone = conversation.legs.filter(leg => this.state.call(leg) === undefined)
    const ghosts = Array.from(this.state.participants(id)).filter(
      ({ callId, presence }) => callId !== undefined && presence !== 'ringing' && !this.state.call(callId)
    )
    const strangers = Array.from(this.state.calls()).filter(
      call => call.conversationId === id && !conversation.legs.includes(call.id)
    )
    return [
      ...gone.map(leg => `${leg} is gone, and still a leg`),
      ...ghosts.map(ghost => `${ghost.callId} is gone, and still there`),
      ...strangers.map(call => `${call.id} is in a conversation that does not know it`)
    ]
  }
}

test('whatever happens in conversations, and in whatever order, it is one consistent story', async t => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
      const world = new World()
      for (const one of steps) await world.play(one)
      const faults = world.faults()
      if (faults.length > 0) throw new Error([...faults, ...world.story].join('\n'))
    }),
    { numRuns: 1_500, seed: 4280 }
  )
  t.pass()
})
