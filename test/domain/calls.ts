import { test } from 'tap'
import { admitted } from '../../src/domain/calls/admission.js'
import type { CallState } from '../../src/domain/calls/call.js'
import { callCatalogue } from '../../src/domain/calls/catalogue.js'
import type { CallCommand } from '../../src/domain/calls/commands.js'
import { tonesOfKeys } from '../../src/domain/calls/tones.js'
import { aCall, command, noon, playing, refusal, ringing, when } from '../fixtures/calls.js'

const states: CallState[] = [
  'incoming',
  'establishing',
  'established',
  'redirecting',
  'transferring',
  'transferAccepted',
  'terminating',
  'terminated'
]
const commands = Object.keys(admitted) as CallCommand['type'][]

test('every command in every state it is not meant for is refused and changes nothing', async t => {
  for (const type of commands) {
    for (const state of states.filter(candidate => !admitted[type].includes(candidate))) {
      const { refused, happened } = when(aCall(state), command(type))
      t.ok(refused, `${type} while ${state}: ${refused}`)
      t.strictSame(happened, [])
    }
  }
})

test('the reason of a refusal is the one Graph gives', async t => {
  t.equal(when(aCall('incoming'), command('playPrompt')).refused, 'callNotEstablished')
  t.equal(when(aCall('establishing'), command('subscribeToTone')).refused, 'callNotEstablished')
  t.equal(when(aCall('establishing'), command('cancelMediaProcessing')).refused, 'callNotEstablished')
  t.equal(when(aCall('established'), command('answer')).refused, 'notValidInThisState')
  t.equal(when(aCall('established'), command('reject')).refused, 'notValidInThisState')
  t.equal(when(aCall('terminating'), command('playPrompt')).refused, 'callTerminating')
  t.equal(when(aCall('established'), command('farEndAnswers')).refused, 'farEndNotThere')
})

test('given an incoming call', async t => {
  const incoming = aCall('incoming')

  t.test('when the bot answers, then it is establishing, with media to connect and a life to keep alive', async t => {
    const { call, happened, deadlines } = when(incoming, command('answer', { callbackUri: 'http://bot/answered' }))
    t.match(call, { state: 'establishing', callbackUri: 'http://bot/answered' })
    t.strictSame(happened, ['callEstablishing'])
    t.match(deadlines, [
      { change: 'cancel', name: 'answerWindow' },
      { change: 'set', name: 'mediaConnects', due: noon + 300, kind: 'progress' },
      { change: 'set', name: 'life', due: noon + 45 * 60_000, kind: 'expiry' }
    ])
  })

  t.test('when the bot answers without a callbackUri, then later notifications go where the first went', async t => {
    t.equal(when(incoming, command('answer')).call.callbackUri, incoming.callbackUri)
  })

  const endings: [string, CallCommand, number, number][] = [
    ['the bot rejects', command('reject'), 603, 0],
    ['the bot deletes it', command('delete'), 603, 0],
    ['the caller hangs up', command('farEndHangsUp'), 487, 0],
    ['nobody answers in time', command('answerWindowEnds'), 487, 10_004],
    ['the bot did not accept the notification', command('incomingNotAccepted'), 408, 8_544]
  ]
  for (const [because, given, code, subcode] of endings) {
    t.test(`when ${because}, then it ends with ${code}/${subcode}`, async t => {
      const { call, happened, deadlines } = when(incoming, given)
      t.match(call, { state: 'terminated', resultInfo: { code, subcode } })
      t.strictSame(happened, ['callTerminated'])
      t.strictSame(deadlines, [{ change: 'cancelAll', of: 'call' }])
    })
  }

  t.test('when the bot rejects and names an address, then the ending is told there', async t => {
    t.equal(
      when(incoming, command('reject', { callbackUri: 'http://bot/rejected' })).call.callbackUri,
      'http://bot/rejected'
    )
  })
})

test('given a call the bot has placed and that rings', async t => {
  t.test('when the callee picks up, then ringing is over and media connects', async t => {
    const { call, happened, deadlines } = when(ringing(), command('farEndAnswers'))
    t.match(call, { state: 'establishing', farEndConnected: true })
    t.strictSame(happened, ['farEndAnswered'])
    t.match(deadlines, [{ name: 'farEndReacts' }, { name: 'ringing' }, { change: 'set', name: 'mediaConnects' }])
  })

  const phone = ringing({ targets: [{ identity: { phone: { id: '+15550100' } } }] })
  const endings: [string, ReturnType<typeof ringing>, CallCommand, number, number][] = [
    ['the callee declines', ringing(), command('farEndDeclines'), 603, 0],
    ['the callee is busy', ringing(), command('farEndIsBusy'), 486, 8_539],
    ['the phone number is busy', phone, command('farEndIsBusy'), 486, 560_486],
    ['it rings out', ringing(), command('ringingEnds'), 487, 10_004],
    ['there is no such user', ringing(), command('calleeHasNoEndpoint'), 480, 10_037]
  ]
  for (const [because, call, given, code, subcode] of endings) {
    t.test(`when ${because}, then it ends with ${code}/${subcode}`, async t => {
      t.match(when(call, given).call, { state: 'terminated', resultInfo: { code, subcode } })
    })
  }

  t.test('when the callee ignores it, then nothing happens but that no reaction is to come', async t => {
    const { happened, deadlines } = when(ringing(), command('farEndIgnores'))
    t.strictSame(happened, [])
    t.strictSame(deadlines, [{ change: 'cancel', of: 'call', name: 'farEndReacts' }])
  })

  t.test('then the callee can not hang up before picking up, nor pick up twice', async t => {
    t.equal(when(ringing(), command('farEndHangsUp')).refused, 'farEndNotThere')
    t.equal(when(ringing({ farEndConnected: true }), command('farEndAnswers')).refused, 'farEndNotThere')
  })

  t.test('then a caller can do nothing a callee does', async t => {
    t.equal(when(aCall('establishing'), command('farEndDeclines')).refused, 'farEndNotThere')
  })

  t.test('when the bot hangs up, then it is told terminating and terminated', async t => {
    const { call, happened } = when(ringing(), command('delete'))
    t.strictSame(happened, ['callTerminating', 'callTerminated'])
    t.match(call.resultInfo, { code: 200, subcode: 5_001 })
  })
})

test('given both sides have picked up, when media connects, then the call is established and audio is active', async t => {
  const { call, happened, events } = when(aCall('establishing'), command('mediaConnects'))
  t.match(call, { state: 'established', audioActive: true })
  t.strictSame(happened, ['callEstablished', 'audioActivated'])
  t.match(events[0], { call: { audioActive: false } }, 'the first does not tell of audio yet')
})

test('given an established call', async t => {
  const established = aCall('established')
  const pstn = aCall('established', { source: { identity: { phone: { id: '+15550100' } } } })

  t.test('when the other party hangs up, then it ends with 200/4521, or 200/540000 on the phone', async t => {
    t.match(when(established, command('farEndHangsUp')).call.resultInfo, { code: 200, subcode: 4_521 })
    t.match(when(pstn, command('farEndHangsUp')).call.resultInfo, { code: 200, subcode: 540_000 })
  })

  t.test('when no keepAlive came for 45 minutes, then it ends with 408/8537', async t => {
    const given = command('lifeEnds', { at: noon + 45 * 60_000 })
    t.match(when(established, given).call.resultInfo, { code: 408, subcode: 8_537 })
  })

  t.test('when it is a day old, then it ends however often it was kept alive', async t => {
    const day = 24 * 60 * 60_000
    const { deadlines } = when(established, command('keepAlive', { at: noon + day - 1_000 }))
    t.match(deadlines, [{ name: 'life', due: noon + day }])
    t.match(when(established, command('lifeEnds', { at: noon + day })).call.resultInfo, { code: 200, subcode: 5_003 })
  })

  t.test('when the bot keeps it alive, then it lives 45 minutes from now', async t => {
    const { deadlines, happened } = when(established, command('keepAlive', { at: noon + 60_000 }))
    t.match(deadlines, [{ change: 'set', name: 'life', due: noon + 46 * 60_000 }])
    t.strictSame(happened, ['callKeptAlive'])
  })

  t.test('when the bot redirects a notification, then later ones go to the new address', async t => {
    t.equal(when(established, command('moveCallback')).call.callbackUri, 'http://elsewhere/calls')
    const same = command('moveCallback', { callbackUri: established.callbackUri })
    t.strictSame(when(established, same).happened, [], 'the same address is no move')
  })
})

test('given an established call, when the bot mutes itself or sends keys, then an operation tells', async t => {
  const established = aCall('established')
  for (const type of ['mute', 'unmute'] as const) {
    const { happened, operations } = when(established, command(type))
    t.strictSame(happened, ['operationCreated'])
    t.match(operations, [{ type, status: 'completed' }])
  }
  const sent = when(established, command('sendDtmfTones'))
  t.match(sent.operations, [{ status: 'running', tones: ['tone1', 'pound'] }])
  t.match(sent.deadlines, [{ name: 'tones op', due: noon + 700, command: { type: 'tonesSent' } }])
  const { happened, operations } = when(established, command('tonesSent'), sent.operations)
  t.strictSame(happened, ['operationEnded'])
  t.match(operations, [{ status: 'completed', completionReason: 'completedSuccessfully' }])
  t.strictSame(when(established, command('tonesSent')).happened, [], 'of an operation that is gone')
  t.equal(when(established, command('updateRecordingStatus')).refused, 'notComplianceRecording')
})

test('given any live call, when it fails with an ending of the catalogue, then it ends so', async t => {
  const pairs = new Set(callCatalogue.map(({ code, subcode }) => `${code}/${subcode}`))
  t.equal(pairs.size, callCatalogue.length, 'each ending is listed once')
  for (const { code, subcode, message } of callCatalogue) {
    for (const call of [aCall('incoming'), ringing(), aCall('established')]) {
      const { call: over } = when(call, command('farEndFails', { code, subcode }))
      t.match(over, { state: 'terminated', resultInfo: { code, subcode, message } })
    }
  }
  t.equal(when(aCall('established'), command('farEndFails', { code: 1, subcode: 2 })).refused, 'invalidArgument')
})

test('given media in the bot, when it asks the service to play, then it is told that the mode does not fit', async t => {
  const appHosted = aCall('established', { mediaConfig: { kind: 'appHosted', blob: '' } })
  for (const type of ['playPrompt', 'subscribeToTone', 'cancelMediaProcessing'] as const) {
    t.equal(when(appHosted, command(type)).refused, 'invalidMediaMode', type)
  }
})

test('given nothing plays', async t => {
  const established = aCall('established')

  t.test('when the bot plays a prompt, then its turn comes at once', async t => {
    const { call, happened, operations } = when(established, command('playPrompt', { clientContext: 'mine' }))
    t.strictSame(happened, ['operationCreated', 'promptStarted'])
    t.strictSame(call.mediaQueue, ['op'])
    t.match(operations, [{ id: 'op', type: 'playPrompt', status: 'running', clientContext: 'mine' }])
  })

  t.test('when the bot cancels, then that completes and nothing else happens', async t => {
    t.strictSame(when(established, command('cancelMediaProcessing')).happened, ['operationCreated'])
  })

  t.test('when a prompt that was cancelled meanwhile is loaded, fails or ends, then nothing happens', async t => {
    for (const type of ['promptLoaded', 'promptFails', 'promptEnds'] as const) {
      const { happened, deadlines } = when(established, command(type), [playing()])
      t.strictSame([happened, deadlines], [[], []], type)
    }
  })
})

test('given a prompt plays and another waits', async t => {
  const busy = aCall('established', { mediaQueue: ['op', 'next'] })
  const both = [playing('op'), playing('next')]

  t.test('when the bot plays a third, then it waits', async t => {
    const { call, happened } = when(busy, command('playPrompt', { operationId: 'third' }), both)
    t.strictSame(happened, ['operationCreated'])
    t.strictSame(call.mediaQueue, ['op', 'next', 'third'])
  })

  t.test('when the first is loaded, then it ends as much later as it lasts', async t => {
    t.match(when(busy, command('promptLoaded'), both).deadlines, [
      { name: 'prompt', due: noon + 2_000, kind: 'progress' }
    ])
  })

  t.test('when the first ends, then it is completed and the next has its turn', async t => {
    const { call, happened, operations } = when(busy, command('promptEnds'), both)
    t.strictSame(happened, ['operationEnded', 'promptStarted'])
    t.strictSame(call.mediaQueue, ['next'])
    t.match(operations, [
      {
        id: 'op',
        status: 'completed',
        completionReason: 'completedSuccessfully',
        resultInfo: { code: 200, subcode: 0 }
      }
    ])
  })

  t.test('when the first cannot be played, then it fails and the next has its turn', async t => {
    const { happened, operations } = when(busy, command('promptFails'), both)
    t.strictSame(happened, ['operationEnded', 'promptStarted'])
    t.match(operations, [{ status: 'failed', resultInfo: { code: 400, subcode: 8_535, message: /not a WAV file/ } }])
  })

  t.test('when the bot cancels, then both fail with 400/8508 and the queue is empty', async t => {
    const { call, happened, operations } = when(busy, command('cancelMediaProcessing', { operationId: 'own' }), both)
    t.strictSame(happened, ['operationCreated', 'operationEnded', 'operationEnded'])
    t.strictSame(call.mediaQueue, [])
    t.match(operations, [
      {
        id: 'op',
        status: 'failed',
        resultInfo: { code: 400, subcode: 8_508 },
        completionReason: 'mediaOperationCanceled'
      },
      { id: 'next', status: 'failed' },
      { id: 'own', type: 'cancelMediaProcessing', status: 'completed' }
    ])
  })

  t.test('when the call ends, then the operations say nothing more', async t => {
    t.strictSame(when(busy, command('farEndHangsUp'), both).happened, ['callTerminated'])
  })

  t.test('when the first is to loop, then it begins again instead of ending', async t => {
    const { happened, deadlines } = when(busy, command('promptEnds'), [playing('op', { loop: true })])
    t.strictSame(happened, [])
    t.match(deadlines, [{ name: 'prompt', due: noon + 2_000 }])
    const empty = command('promptEnds', { durationMs: 0 })
    t.match(when(busy, empty, [playing('op', { loop: true })]).deadlines, [{ due: noon + 100 }], 'time always passes')
  })
})

test('given a bot that has subscribed to tones, when keys are pressed, then they are numbered from one', async t => {
  const subscribed = when(aCall('established'), command('subscribeToTone')).call
  const { call, events } = when(subscribed, command('farEndPresses', { tones: tonesOfKeys('1#') }))
  t.match(events, [
    { type: 'tonePressed', tone: 'tone1', sequenceId: 1 },
    { type: 'tonePressed', tone: 'pound', sequenceId: 2 }
  ])
  t.match(when(call, command('farEndPresses')).events, [{ sequenceId: 3 }])
  t.equal(when(call, command('subscribeToTone')).call.tonesHeard, 2, 'subscribing again starts nothing anew')
})

test('given a bot that has not subscribed, when a key is pressed, then it is not told', async t => {
  const { events, call } = when(aCall('established'), command('farEndPresses'))
  t.match(events, [{ type: 'tonePressed', tone: 'tone1' }])
  t.notOk('sequenceId' in (events[0] ?? {}))
  t.equal(call.tonesHeard, 0)
})

test('keys of a phone have Graph names, and others are refused', async t => {
  t.strictSame(tonesOfKeys('09*#aD'), ['tone0', 'tone9', 'star', 'pound', 'a', 'd'])
  t.throws(() => tonesOfKeys('x'), refusal('invalidArgument'))
})
