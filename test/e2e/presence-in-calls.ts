import { test } from 'tap'
import { byLink, groupCall, people, stage, user } from '../fixtures/conversations.js'

const path = (name: keyof typeof people) => `/v1.0/communications/presences/${people[name]}`
const inACall = 'Busy/InACall'
const inAConferenceCall = 'Busy/InAConferenceCall'
const presenting = 'DoNotDisturb/Presenting'
const offline = 'Offline/Offline'

test('whoever speaks with a bot is shown in a call, until they hang up', async t => {
  const { emulator, bot, graph } = await stage(t)
  const shown = async () => {
    const { body } = await graph.get(path('adele'))
    return `${body['availability']}/${body['activity']}`
  }
  const call = await emulator.call({ from: 'adele', to: 'ivr-bot', callbackUri: bot.uri })
  t.equal(await shown(), offline, 'it only rings')
  await graph.answer(call.id, { callbackUri: bot.uri })
  await emulator.advance('PT1S')
  t.equal(await shown(), inACall)
  await graph.post(`/v1.0/users/${people.adele}/presence/setUserPreferredPresence`, {
    availability: 'Available',
    activity: 'Available'
  })
  t.equal(await shown(), 'Available/Available', 'a wish counts, since they are there')
  await graph.post(`/v1.0/users/${people.adele}/presence/clearUserPreferredPresence`, {})
  await graph.post(`${call.id}/participants/invite`, { participants: [user('lee')] })
  await emulator.advance('PT2S')
  t.equal(await shown(), inAConferenceCall, 'with a third it is a conference')
  await call.share({ participant: 'adele' })
  t.equal(await shown(), presenting)
  await call.mute('adele')
  t.equal(await shown(), presenting, 'what else they do does not matter')
  await emulator.control('POST', `/calls/${call.id}/far-end/stop-sharing`, { participant: 'adele' })
  t.equal(await shown(), inAConferenceCall)
  await call.leave('adele')
  t.equal(await shown(), offline)
})

test('in a meeting people are shown from when they are let in until they go, also if it is ended', async t => {
  const { emulator, bot, graph } = await stage(t)
  const shown = async (name: keyof typeof people) => {
    const { body } = await graph.get(path(name))
    return `${body['availability']}/${body['activity']}`
  }
  const meeting = await emulator.meeting({ organizer: 'adele', lobbyBypassScope: 'organizer' })
  await meeting.join('adele')
  await graph.create(bot.uri, byLink(meeting))
  await meeting.join('megan')
  t.strictSame([await shown('adele'), await shown('megan')], [inAConferenceCall, offline])
  await meeting.admit('megan')
  t.equal(await shown('megan'), inAConferenceCall)
  await meeting.end()
  t.strictSame([await shown('adele'), await shown('megan')], [offline, offline])
})

test('somebody in two calls is in a call until both are over; whoever is handed over takes their place', async t => {
  const { emulator, bot, graph } = await stage(t)
  const shown = async (name: keyof typeof people) => (await graph.get(path(name))).body['activity']
  const first = await graph.create(bot.uri)
  const second = await groupCall({ emulator, bot, graph })
  t.equal(await shown('adele'), 'InAConferenceCall')
  await graph.ask('DELETE', second)
  t.equal(await shown('adele'), 'InACall')
  t.equal(await shown('alex'), 'Offline', 'a group call without its bot is not seen any more')
  await emulator.control('POST', `/calls/${first.body.id}/far-end/transfer`, { to: { user: 'lee' } })
  t.strictSame([await shown('adele'), await shown('lee')], ['Offline', 'InACall'])
  await graph.ask('DELETE', first.body.id)
  t.equal(await shown('lee'), 'Offline')
})

test('it can be switched off', async t => {
  const { emulator, graph, bot } = await stage(t, { presenceInCalls: false })
  await graph.create(bot.uri)
  await emulator.advance('PT2S')
  t.match((await graph.get(path('adele'))).body, { activity: 'Offline' })
})
