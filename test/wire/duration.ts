import { test } from 'tap'
import { formatDuration, parseDuration } from '../../src/wire/duration.js'

test('reads ISO 8601 durations of days, hours, minutes and seconds', async t => {
  t.equal(parseDuration('PT15S'), 15_000)
  t.equal(parseDuration('PT1H30M'), 5_400_000)
  t.equal(parseDuration('P1DT0.5S'), 86_400_500)
})

test('reads nothing else as a duration', async t => {
  for (const text of ['', 'P', 'PT', '15', '15S', 'P1M', 'PT-1S', 'PT1S ', 'pt1s']) {
    t.equal(parseDuration(text), undefined, `'${text}'`)
  }
})

test('writes a duration as Graph does', async t => {
  for (const text of ['PT0S', 'PT15S', 'PT1M30S', 'PT1H0.5S', 'P1D', 'P2DT3H']) {
    t.equal(formatDuration(parseDuration(text) ?? -1), text)
  }
})
