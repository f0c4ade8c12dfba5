import undici from 'undici'
import { farEndIdentity } from '../../domain/calls/call.js'
import { ruleOf } from '../../faults/fault-fields.js'
import { connectorToBots } from '../../loopback.js'
import type { Trigger } from '../../scenarios/fields.js'
import type { Step } from '../../scenarios/scenario.js'
import { whilePlaying } from '../../scenarios/variables.js'
import { perform as farEnd, farEndActions } from '../far-end-actions.js'
import { arrangeMeeting, joinMeeting, meetingIn } from '../meetings-held.js'
import { ring, ringIn } from '../ringing.js'
import { type Cast, StepFailed, type Track } from './cast.js'
import { identityFits } from './sightings.js'

/** A step that does something by itself. */
export type Doing = Exclude<Step, { kind: 'expect' | 'react' }>

/** Does what a step says, whatever comes of it. */
export async function perform(step: Doing, track: Track, cast: Cast): Promise<void> {
  const { house, scene, bot, values } = cast
  const { engine } = house
  const { tenant } = scene
  switch (step.kind) {
    case 'wait':
      return scene.pause(step.lasting)
    case 'act':
      return act(step, track, cast)
    case 'call': {
      const { from, to = bot.appId, as = 'call', recordingPolicy } = step.ringing
      const target = to.startsWith('+') ? { phone: to } : { application: to }
      const { callbackUri } = bot
      const tenantId = tenant.seed.id
      const { id } = await ring(engine, ringIn.parse({ from, to: target, tenantId, recordingPolicy, callbackUri }))
      track.callId = id
      scene.calls.set(as, id)
      return
    }
    case 'meeting': {
      const { as, ...wish } = step.arranged
      const tenantId = tenant.seed.id
      const { meeting } = await arrangeMeeting(engine, meetingIn.parse({ ...wish, tenantId }))
      scene.meetings.set(as, meeting.id)
      const facts = { id: meeting.id, threadId: meeting.chatInfo.threadId, organizerId: meeting.organizerId }
      const links = { joinWebUrl: meeting.joinWebUrl, joinMeetingId: meeting.joinMeetingId }
      for (const [name, value] of Object.entries({ ...facts, ...links })) values.set(`${as}.${name}`, value)
      return
    }
    case 'meet': {
      const { seed, state, clock } = tenant
      const meeting = state.meeting(scene.meetings.get(step.meeting) ?? '')
      if (meeting === undefined) throw new StepFailed(`No meeting has the name '${step.meeting}'.`, step)
      const person = step.who.startsWith('+') ? { phone: step.who } : { user: step.who }
      if (step.move === 'join') await joinMeeting(engine, tenant, meeting, person)
      else {
        const leaving = { at: clock.now(), meetingId: meeting.id, participant: step.who }
        await engine.execute(seed.id, { type: 'leaveMeeting', ...leaving })
      }
      return
    }
    case 'fault': {
      const id = house.ids.short()
      house.faults.add(ruleOf(id, { ...step.fault, tenantId: tenant.seed.id }))
      cast.atEnd.push(() => house.faults.remove(id))
      return
    }
    case 'trigger':
      return trigger(step, step.trigger, cast)
  }
}

async function act(step: Extract<Step, { kind: 'act' }>, { callId }: Track, { house, scene }: Cast): Promise<void> {
  if (callId === undefined) throw new StepFailed('There is no call yet in which that could be done.', step)
  const { who } = step
  const call = scene.tenant.state.call(callId)
  // Between two, nobody is named: there is but one who could be meant.
  if (who !== undefined && call !== undefined && call.conversationId === undefined) {
    if (!identityFits(scene.tenant, who, farEndIdentity(call)))
      throw new StepFailed(`'${who}' is not in this call.`, step)
  }
  const body = who === undefined ? step.body : { ...step.body, participant: who }
  await farEnd(house, farEndActions[step.action], callId, body)
}

/** Real milliseconds to connect in. */
const connecting = 10_000

const toBot = new undici.Agent({ connect: connectorToBots(undici, connecting) })

/** Sends a request to the bot, as its own users or timers would. */
async function trigger(
  step: Step,
  { url, method, headers, body, status }: Trigger,
  { scene, bot, values }: Cast
): Promise<void> {
  const { state, clock } = scene.tenant
  const base = bot.callbackUri ?? state.application(bot.appId)?.callbackUri
  const filled = whilePlaying(url, values)
  const address = URL.canParse(filled, base) ? new URL(filled, base) : undefined
  if (address === undefined)
    throw new StepFailed(`'${filled}' is no address, and the bot has none to begin with.`, step)
  const text = body === undefined ? undefined : whilePlaying(JSON.stringify(body), values)
  const leave = clock.enter()
  try {
    const answer = await undici.fetch(address, {
      dispatcher: toBot,
      method,
      headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: text ?? null
    })
    await answer.text()
    if (status === undefined ? answer.ok : answer.status === status) return
    throw new StepFailed(`${method} ${address} was answered with ${answer.status}.`, step)
  } catch (error) {
    if (error instanceof StepFailed) throw error
    throw new StepFailed(`${method} ${address} was not answered: ${(error as Error).message}.`, step)
  } finally {
    leave()
  }
}
