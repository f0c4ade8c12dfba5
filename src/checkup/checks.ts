import type { DeliveryWire } from '../control/journal-wire.js'
import { callCatalogue } from '../domain/calls/catalogue.js'
import { type Check, type Checkup, deedOf, notTaken, refused, type Verdict } from './checkup.js'

const failure = (seen: string, advice: string, story?: string): Verdict => ({
  ...{ verdict: 'failure', seen, advice },
  ...(story === undefined ? {} : { story })
})

const answers: Check = {
  name: 'answers a call within the ring window',
  async run(checkup) {
    const call = await checkup.ring()
    const { state, ending } = await call.view()
    if (state !== 'established') {
      const how = ending === null ? '' : `, ${ending.code}/${ending.subcode}: ${ending.when ?? ending.message}`
      return failure(
        `The call is ${state}${how}.`,
        'Accept the notification of the incoming call with 202 at once, and answer within 15 seconds.',
        await call.diagram()
      )
    }
    const seen: string[] = []
    await checkup.converse(call, async () => {
      const { requests } = await checkup.journal(call)
      for (const request of requests) if (!seen.includes(deedOf(request))) seen.push(deedOf(request))
      return false
    })
    await checkup.hangUp(call)
    checkup.deeds = seen
    const { deliveries, requests } = await checkup.journal(call)
    const wrong = [...notTaken(deliveries), ...refused(requests)]
    if (wrong.length === 0) return { verdict: 'ok', seen: `it did: ${seen.join(', ')}` }
    return failure(wrong.join('; '), 'This is a call in which nothing goes wrong: see its story.', await call.diagram())
  }
}

/** What has to be refused, and what a bot that does not refuse it lets in. */
const forgeries: Readonly<Record<string, readonly [what: string, lets: string]>> = {
  missing: ['without a token', 'anybody who finds its address'],
  malformed: ['with something that is no token', 'anybody who finds its address'],
  expired: ['with an expired token', 'whoever has once got hold of a token'],
  wrongAudience: ['with a token for another bot', 'the owner of any other bot'],
  wrongIssuer: ['with a token of another issuer', 'whoever has a token of anything'],
  wrongSignature: ['with a forged signature', 'anybody'],
  unknownKey: ['signed with an unknown key', 'anybody with a key of their own']
}

function refuses(token: string, [what, lets]: readonly [string, string]): Check {
  return {
    name: `refuses notifications ${what}`,
    async run(checkup) {
      const call = await checkup.ring()
      const { deliveries } = await checkup.journal(call)
      const [first] = deliveries
      if (first === undefined) return { verdict: 'skipped', seen: 'It was told of nothing.' }
      const { attempts } = await checkup.resend(first.id, token)
      await checkup.hangUp(call)
      const { status } = attempts.at(-1) ?? {}
      if (status === 401 || status === 403) return { verdict: 'ok', seen: `it answered ${status}` }
      if (status !== undefined && status >= 400) {
        const seen = `It answered ${status}.`
        return { verdict: 'warning', seen, advice: 'Answer 401, so that a wrong token is not taken for an outage.' }
      }
      return failure(
        status === undefined ? 'It did not answer.' : `It accepted it with ${status}.`,
        `It lets in ${lets}: verify signature, issuer, audience and lifetime of each token against https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration.`
      )
    }
  }
}

/** A whole call while notifications take another course. */
function takes(name: string, rule: object, advice: string): Check {
  return {
    name: `takes ${name} notifications`,
    async run(checkup) {
      const call = await checkup.under(rule, async () => {
        const rung = await checkup.ring()
        await checkup.converse(rung, async () => false)
        return rung
      })
      const { state } = await call.view()
      await checkup.hangUp(call)
      const { deliveries, requests } = await checkup.journal(call)
      const wrong = [...(state === 'incoming' ? ['It did not answer.'] : []), ...(await harm(checkup, deliveries))]
      if (wrong.length > 0) return failure(wrong.join('; '), advice, await call.diagram())
      const harmless = refused(requests)
      return harmless.length === 0 ? { verdict: 'ok' } : { verdict: 'warning', seen: harmless.join('; '), advice }
    }
  }
}

/** What a call has done to the bot: what it did not take of it, and whether it takes the next one. */
async function harm(checkup: Checkup, deliveries: readonly DeliveryWire[]): Promise<string[]> {
  const trouble = await checkup.trouble()
  return [...notTaken(deliveries), ...(trouble === undefined ? [] : [trouble])]
}

/** How often a bot may ask for a call that has just ended: what was on its way when it heard of it. */
const toleratedMisses = 3

const comeWhatMay =
  'Expect the end of a call at any time: stop what is under way, and accept 404 for what is asked too late.'

/** The caller gives up while the answer of the bot is on its way. */
const hangUpBefore: Check = {
  name: 'survives a caller who hangs up before it has answered',
  async run(checkup) {
    const call = await checkup.under({ action: 'slow', path: '/**/answer', delay: 'PT1S' }, async () => {
      const rung = await checkup.begin()
      // Once it has been told.
      await checkup.journal(rung)
      await checkup.hangUp(rung)
      return rung
    })
    const { deliveries } = await checkup.journal(call)
    const wrong = await harm(checkup, deliveries)
    return wrong.length === 0 ? { verdict: 'ok' } : failure(wrong.join('; '), comeWhatMay, await call.diagram())
  }
}

/** The caller is gone at the moment the bot does something; for each thing it was seen to do. */
function hangUpDuring(deed: string): Check {
  return {
    name: `survives a caller who hangs up during ${deed}`,
    async run(checkup) {
      const call = await checkup.ring()
      const reached = await checkup.converse(call, async () => {
        const { requests } = await checkup.journal(call)
        return requests.some(request => deedOf(request) === deed)
      })
      if (!reached) return { verdict: 'skipped', seen: `It did not come to ${deed} this time.` }
      await checkup.hangUp(call)
      const { deliveries, requests } = await checkup.journal(call)
      const wrong = await harm(checkup, deliveries)
      if (wrong.length > 0) return failure(wrong.join('; '), comeWhatMay, await call.diagram())
      const late = requests.filter(({ status }) => status === 404).map(deedOf)
      if (late.length < toleratedMisses) return { verdict: 'ok' }
      return { verdict: 'warning', seen: `It went on asking about the call: ${late.join(', ')}.`, advice: comeWhatMay }
    }
  }
}

const endings: Check = {
  name: 'survives every ending of the catalogue',
  async run(checkup) {
    const wrong: string[] = []
    for (const { code, subcode } of callCatalogue) {
      const call = await checkup.ring()
      const { state } = await call.view()
      if (state !== 'established') {
        return failure(
          [...wrong, `Before ${code}/${subcode} it took no call any more.`].join('; '),
          'Let go of everything when a call is terminated, whatever its code, and do not end with it.',
          await call.diagram()
        )
      }
      await call.fail(code, subcode)
      await checkup.advance('PT5S')
      const { deliveries } = await checkup.journal(call)
      wrong.push(...notTaken(deliveries).map(line => `${code}/${subcode}: ${line}`))
    }
    wrong.push(...(await harm(checkup, [])))
    if (wrong.length === 0) return { verdict: 'ok', seen: `${callCatalogue.length} endings` }
    return failure(wrong.join('; '), 'Accept every notification with 202, also of codes you do not know.')
  }
}

/** Graph is busy or broken for a moment. */
function graphFails(deed: string, name: string, rule: object): Check {
  return {
    name: `survives ${name} on ${deed}`,
    async run(checkup) {
      const call = await checkup.under({ ...rule, path: `/**/${deed}`, count: 1 }, async () => {
        const rung = await checkup.ring()
        const isStruck = async () => (await checkup.journal(rung)).requests.some(({ fault }) => fault !== undefined)
        if (await checkup.converse(rung, isStruck)) await checkup.waitForAnother(rung, deed)
        return rung
      })
      const { state } = await call.view()
      await checkup.hangUp(call)
      const { requests, deliveries } = await checkup.journal(call)
      const struck = requests.findIndex(({ fault }) => fault !== undefined)
      if (struck < 0) return { verdict: 'skipped', seen: `It did not come to ${deed} this time.` }
      const again = requests.slice(struck + 1).some(request => deedOf(request) === deed)
      const wrong = await harm(checkup, deliveries)
      const advice = `Try ${deed} again after Retry-After (or a second), a few times; the official clients do so with their retry middleware.`
      if (wrong.length > 0) return failure(wrong.join('; '), advice, await call.diagram())
      if (again) return { verdict: 'ok', seen: 'it tried again' }
      if (deed === 'answer') return failure(`It gave up, and the call is ${state}.`, advice, await call.diagram())
      return { verdict: 'warning', seen: 'It did not try again.', advice }
    }
  }
}

const keepAlive: Check = {
  name: 'keeps long calls alive, or takes their end',
  async run(checkup) {
    const call = await checkup.ring()
    if ((await call.view()).state !== 'established') return { verdict: 'skipped', seen: 'It took no call.' }
    await checkup.advance('PT50M')
    const { ending } = await call.view()
    const { requests, deliveries } = await checkup.journal(call)
    const wrong = await harm(checkup, deliveries)
    if (wrong.length > 0) return failure(wrong.join('; '), 'Accept that a call has ended.', await call.diagram())
    if (requests.some(request => deedOf(request) === 'keepAlive')) return { verdict: 'ok', seen: 'it sends keepAlive' }
    if (ending?.subcode !== 8_537) return { verdict: 'ok', seen: 'its calls are over by then' }
    return {
      verdict: 'warning',
      seen: 'It sent no keepAlive, and the call ended after 45 minutes (408/8537). Time was moved: a timer of the bot itself would not have noticed.',
      advice: 'If calls may last longer, POST keepAlive every 15 to 30 minutes; see it with a real clock.'
    }
  }
}

/** What can be checked before anything is known of the bot. */
export const firstCheck = answers

/** Everything else, for a bot that does these things. */
export function furtherChecks(deeds: readonly string[]): Check[] {
  const own = deeds.filter(deed => deed !== 'DELETE' && deed !== 'GET')
  return [
    ...Object.entries(forgeries).map(([token, what]) => refuses(token, what)),
    takes('duplicate', { action: 'duplicate' }, 'Notifications may come twice: act on each state of a call only once.'),
    takes(
      'late',
      { action: 'delay', delay: 'PT5S' },
      'Notifications may come seconds late: do not count on their pace.'
    ),
    takes(
      'out-of-order',
      { action: 'reorder', delay: 'PT2S', probability: 0.5, seed: 7 },
      'Notifications may overtake each other: look at what they say, not at which came last.'
    ),
    hangUpBefore,
    ...own.map(hangUpDuring),
    endings,
    ...own.flatMap(deed => [
      graphFails(deed, '429 with Retry-After', { action: 'throttle', retryAfterSeconds: 1 }),
      graphFails(deed, '503', { action: 'refuse', status: 503 })
    ]),
    keepAlive
  ]
}
