import { test } from 'tap'
import { SwitchingClock } from '../src/clock/switching-clock.js'
import { Timeline } from '../src/clock/timeline.js'
import { seededIds } from '../src/ids/seeded-ids.js'

const start = Date.parse('2026-01-01T00:00:00Z')
const virtual = () => new SwitchingClock({ mode: 'virtual', start, settle: 1, patience: 1 })
const auto = (patience = 5) => new SwitchingClock({ mode: 'auto', start, settle: 1, patience })

test('timers come out in the order they fall due, those due together in the order they were set', async t => {
  const ids = seededIds(7)
  const timeline = new Timeline()
  const dues = Array.from({ length: 500 }, () => Number.parseInt(ids.guid().slice(0, 4), 16) % 50)
  const timers = dues.map(due => timeline.add(due, 'progress', () => {}))
  const removed = new Set(timers.filter((_timer, index) => index % 3 === 0))
  for (const timer of removed) timeline.remove(timer)
  const expected = timers.filter(timer => !removed.has(timer)).sort((a, b) => a.due - b.due || a.order - b.order)
  const seen = []
  for (let next = timeline.next; next !== undefined; next = timeline.next) {
    seen.push(next)
    timeline.remove(next)
    timeline.remove(next)
  }
  t.strictSame(
    seen.map(({ order }) => order),
    expected.map(({ order }) => order)
  )
  t.equal(timeline.size, 0)
})

test('a virtual clock stands still until it is moved, and then steps from timer to timer', async t => {
  const clock = virtual()
  const fired: number[] = []
  const chain = () => {
    fired.push(clock.now() - start)
    if (fired.length < 3) clock.schedule(clock.now() + 1_000, 'progress', chain)
  }
  clock.schedule(start + 1_000, 'progress', chain)
  t.equal(clock.now(), start)
  await clock.advance(3_000)
  t.strictSame(fired, [1_000, 2_000, 3_000], 'timers set on the way fire at their own time')
  t.equal(clock.now(), start + 3_000)
})

test('a virtual clock waits for what is in flight before it takes the next step', async t => {
  const clock = virtual()
  const story: string[] = []
  clock.schedule(start + 1_000, 'progress', () => {
    const leave = clock.enter()
    setImmediate(() => {
      story.push(`answered at ${clock.now() - start}`)
      leave()
    })
  })
  clock.schedule(start + 2_000, 'progress', () => story.push(`next at ${clock.now() - start}`))
  await clock.advance(2_000)
  t.strictSame(story, ['answered at 1000', 'next at 2000'])
})

test('two advances follow each other', async t => {
  const clock = virtual()
  await Promise.all([clock.advance(1_000), clock.advance(500)])
  t.equal(clock.now(), start + 1_500)
})

test('a cancelled timer does not fire', async t => {
  const clock = virtual()
  const timer = clock.schedule(start + 10, 'progress', () => t.fail('fired'))
  clock.cancel(timer)
  await clock.advance(20)
  t.pass()
})

test('an automatic clock jumps to what is due while nothing is in flight, and not while something is', async t => {
  const clock = auto()
  const leave = clock.enter()
  let fired = false
  const due = new Promise<void>(resolve => {
    clock.schedule(start + 3_600_000, 'progress', () => {
      fired = true
      resolve()
    })
  })
  await new Promise(resolve => setTimeout(resolve, 20))
  t.notOk(fired)
  leave()
  await due
  t.equal(clock.now(), start + 3_600_000)
  clock.stop()
})

test('an automatic clock is patient with those who have to act', async t => {
  const clock = auto(50)
  const order: string[] = []
  const expired = new Promise<void>(resolve => {
    clock.schedule(start + 1_000, 'expiry', () => {
      order.push('expired')
      resolve()
    })
  })
  setTimeout(() => {
    order.push('the bot acts')
    clock.enter()()
  }, 10)
  await expired
  t.strictSame(order, ['the bot acts', 'expired'])
  clock.stop()
})

test('a real clock fires in real time and refuses to be moved', async t => {
  const clock = new SwitchingClock({ mode: 'real', settle: 1, patience: 1 })
  const order: string[] = []
  await new Promise<void>(resolve => {
    clock.schedule(clock.now() + 20, 'expiry', () => {
      order.push('late')
      resolve()
    })
    clock.schedule(clock.now() + 5, 'progress', () => order.push('soon'))
    clock.cancel(clock.schedule(clock.now() + 1, 'progress', () => order.push('cancelled')))
  })
  t.strictSame(order, ['soon', 'late'])
  await t.rejects(clock.advance(1), /--clock virtual/)
  clock.stop()
})

test('a change of mode keeps what is due and the time it is', async t => {
  const clock = virtual()
  const fired: string[] = []
  clock.schedule(start + 1_000, 'progress', () => fired.push('first'))
  const second = new Promise<void>(resolve => {
    clock.schedule(start + 1_010, 'progress', () => {
      fired.push('second')
      resolve()
    })
  })
  await clock.advance(1_000)
  clock.switchTo('real')
  clock.switchTo('real')
  t.equal(clock.mode, 'real')
  t.ok(clock.now() - start < 5_000, 'real time goes on from the virtual')
  await second
  t.strictSame(fired, ['first', 'second'])
  clock.switchTo('auto')
  t.equal(clock.mode, 'auto')
  clock.stop()
})

test('seeded ids repeat, look like Graph ids, and differ with the seed', async t => {
  const [one, same, other] = [seededIds(1), seededIds(1), seededIds(2)]
  const guid = one.guid()
  t.match(guid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  t.equal(same.guid(), guid)
  t.equal(same.short(), one.short())
  t.not(other.guid(), guid)
})
