import { test } from 'tap'
import { code, people, stage } from '../fixtures/conversations.js'

test('people register for a meeting, and answer what they are asked', async t => {
  const { emulator, graph } = await stage(t)
  const meeting = await emulator.meeting({ organizer: 'adele' })
  const registration = `/beta/users/${people.adele}/onlineMeetings/${meeting.id}/registration`
  t.equal(code(await graph.get(registration)), '404 NotFound')
  const wanted = {
    '@odata.type': '#microsoft.graph.meetingRegistration',
    ...{ subject: 'Launch', description: 'All about it', allowedRegistrant: 'organization' },
    ...{ startDateTime: '2026-09-01T10:00:00Z', endDateTime: '2026-09-01T11:00:00Z' },
    speakers: [{ displayName: 'Ann', bio: 'Knows it all' }],
    customQuestions: [
      { displayName: 'Diet?', answerInputType: 'radioButton', answerOptions: ['none', 'vegan'], isRequired: true }
    ]
  }
  const { '@odata.type': _type, ...untyped } = wanted
  t.match(await graph.post(registration, untyped), { status: 400, body: { error: { message: /@odata\.type/ } } })
  const opened = await graph.post(registration, wanted)
  t.match(opened, {
    status: 201,
    body: {
      '@odata.type': '#microsoft.graph.meetingRegistration',
      subject: 'Launch',
      registrationPageWebUrl: /^https:/,
      registrationPageViewCount: null,
      speakers: [{ displayName: 'Ann', bio: 'Knows it all' }],
      customQuestions: [{ displayName: 'Diet?', isRequired: true }]
    }
  })
  t.equal(code(await graph.post(registration, wanted)), '400 InvalidArgument', 'there is one already')
  t.match(await graph.ask('PATCH', registration, { subject: 'Lift-off' }), {
    status: 200,
    body: { subject: 'Lift-off', description: 'All about it' }
  })

  const questions = `${registration}/microsoft.graph.meetingRegistration/customQuestions`
  const asked = await graph.post(questions, { displayName: 'Company?' })
  t.match(asked, { status: 201, body: { answerInputType: 'text', isRequired: false } })
  t.equal((await graph.ask('PATCH', `${questions}/${asked.body.id}`, { isRequired: true })).status, 204)
  t.match((await graph.get(`${questions}/${asked.body.id}`)).body, { displayName: 'Company?', isRequired: true })
  t.equal((await graph.ask('DELETE', `${questions}/${asked.body.id}`)).status, 204)
  t.equal(((await graph.get(questions)).body['value'] as []).length, 1)

  const registrants = `${registration}/registrants`
  const lisa = { firstName: 'Lisa', lastName: 'Ray', email: 'lisa@contoso.example' }
  t.match(await graph.post(registrants, lisa), {
    status: 400,
    body: { error: { message: /'Diet\?' has to be answered/ } }
  })
  const answers = [{ displayName: 'Diet?', value: 'vegan' }]
  const registered = await graph.post(registrants, { ...lisa, customQuestionAnswers: answers })
  t.match(registered, {
    status: 200,
    body: { joinWebUrl: /%2c%22prid%22%3a%22.*%22isPublic%22%3afalse%7d$/, email: null }
  })
  t.match((await graph.get(registrants)).body['value'], [
    { ...lisa, id: registered.body.id, status: 'registered', customQuestionAnswers: answers }
  ])
  t.equal((await graph.get(`${registrants}/${registered.body.id}`)).status, 200)
  t.equal((await graph.ask('DELETE', `${registrants}/${registered.body.id}`)).status, 204)
  t.equal(code(await graph.get(`${registrants}/${registered.body.id}`)), '404 NotFound')

  await graph.ask('PATCH', registration, { allowedRegistrant: 'everyone' })
  const outsider = await graph.post(registrants, { email: 'a@b.example', customQuestionAnswers: answers })
  t.match(outsider.body, { id: null, joinWebUrl: null }, 'they are written to')
  t.equal((await graph.ask('DELETE', registration)).status, 204)
  t.equal(code(await graph.get(registrants)), '404 NotFound')
  t.equal((await graph.get(registration.replace('beta', 'v1.0'))).status, 400, 'beta only')
})
