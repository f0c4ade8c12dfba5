import { test } from 'tap'
import { code, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor, graphForUser } from '../fixtures/graph.js'

const root = '/v1.0/communications/onlineMeetingConversations'

interface QuestionView {
  id: string
  messageIds: string[]
}

test('questions beside a meeting are read with what was said to them', async t => {
  const emulator = await emulatorFor(t, { startTime: '2026-08-03T09:00:00Z' })
  const graph = await graphFor(emulator)
  const meeting = await emulator.meeting({ organizer: 'adele', subject: 'Town hall' })
  const asked = await emulator.control<QuestionView>('POST', `/meetings/${meeting.id}/questions`, {
    ...{ from: 'megan', title: 'Lunch', text: 'When is lunch?' }
  })
  await emulator.advance('PT1M')
  const say = (more: object) => emulator.control<QuestionView>('POST', `/questions/${asked.id}/replies`, more)
  const replied = await say({ from: 'adele', text: 'At noon.' })
  const [starterId, replyId = ''] = replied.messageIds
  await say({ from: 'megan', text: 'Thanks', replyToId: replyId })
  await emulator.control('POST', `/questions/${asked.id}/reactions`, { from: 'lee', type: 'like' })
  await emulator.control('POST', `/questions/${asked.id}/reactions`, { from: 'lee', type: 'thank', messageId: replyId })
  await emulator.control('PATCH', `/questions/${asked.id}`, { upvoteCount: 3, moderationState: 'dismissed' })

  const one = `${root}/${asked.id}`
  const conversation = {
    id: asked.id,
    onlineMeetingId: meeting.id,
    starterId,
    upvoteCount: 3,
    moderationState: 'dismissed',
    creationMode: 'none',
    organizer: { user: { id: people.adele, displayName: 'Adele Vance' } }
  }
  t.match((await graph.get(root)).body, { value: [conversation] })
  t.match((await graph.get(one)).body, conversation)
  t.match((await graph.get(`${one}/onlineMeeting`)).body, { id: meeting.id, subject: 'Town hall' })
  t.equal(code(await graph.get(`${one}/onlineMeeting/attendeeReport`)), '404 NotFound')
  const question = {
    '@odata.type': '#microsoft.graph.engagementConversationQuestionMessage',
    id: starterId,
    title: 'Lunch',
    body: { contentType: 'text', content: 'When is lunch?' },
    from: { user: { id: people.megan } },
    createdDateTime: /^2026-08-03T09:00:0/,
    replyToId: null
  }
  const reply = {
    '@odata.type': '#microsoft.graph.engagementConversationDiscussionMessage',
    id: replyId,
    replyToId: starterId,
    createdDateTime: /^2026-08-03T09:01:0/
  }
  t.match((await graph.get(`${one}/messages`)).body, { value: [question, reply, { replyToId: replyId }] })
  for (const message of [`${one}/starter`, `${one}/messages/${starterId}`]) {
    t.match((await graph.get(message)).body, question)
    t.match((await graph.get(`${message}/conversation`)).body, conversation)
    t.equal(code(await graph.get(`${message}/replyTo`)), '404 NotFound', 'it is the first')
    const { value } = (await graph.get(`${message}/reactions`)).body as unknown as { value: { id: string }[] }
    t.match(value, [{ reactionType: 'like', reactionBy: { user: { id: people.lee } } }])
    t.equal((await graph.get(`${message}/reactions/${value[0]?.id}`)).status, 200)
    t.match((await graph.get(`${message}/replies`)).body, { value: [reply] })
    const replies = `${message}/replies/${replyId}`
    t.match((await graph.get(replies)).body, reply)
    t.match((await graph.get(`${replies}/replyTo`)).body, question)
    t.match((await graph.get(`${replies}/conversation`)).body, conversation)
    t.match((await graph.get(`${replies}/reactions`)).body, { value: [{ reactionType: 'thank' }] })
    for (const below of ['replies', 'reactions', `replies/${replyId}/reactions`]) {
      const answer = await fetch(`${emulator.url}${message}/${below}/$count`, {
        headers: { authorization: `Bearer ${graph.token}` }
      })
      t.equal(await answer.text(), '1', below)
    }
  }
  const all = '/v1.0/communications/getAllOnlineMeetingMessages()'
  t.equal(((await graph.get(all)).body['value'] as []).length, 3)
  t.match((await graph.get(`${all}?$expand=conversation&$top=1`)).body, {
    '@odata.nextLink': /skiptoken/,
    value: [{ ...question, conversation }]
  })
  for (const path of [
    `${root}/${people.lee}`,
    `${one}/messages/${people.lee}`,
    `${one}/starter/replies/${people.lee}`
  ]) {
    t.equal(code(await graph.get(path)), '404 NotFound', path)
  }
  const megan = await graphForUser(emulator, 'megan')
  t.equal(code(await megan.get(root)), '403 Forbidden', 'for applications only')
  t.equal((await graph.post(root, {})).status, 405)
})
