// The whole test run: types, style, build, tests, coverage; the last line counts what really ran.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Per cent of lines of src that the tests must reach. */
const coverageFloor = 95

const step = (command, ...args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  return status ?? 1
}

let status = 0
for (const [name, ...args] of [
  ['npx', 'tsc', '--noEmit'],
  ['npx', 'biome', 'check', '--error-on-warnings', '.'],
  ['node', 'test/compile.js'],
  // Builds dist as well. Packed once, for all tests that install the package as users do.
  ['npm', 'pack', '--loglevel=error', '--pack-destination', 'build']
]) {
  status ||= step(name, ...args)
}
rmSync('.tap/test-results', { recursive: true, force: true })
if (status === 0) status = step('npx', 'tap', 'build')
if (status === 0)
  status = step('npx', 'tap', 'run', '--reporter=terse', '--coverage-report=json-summary', ...process.argv.slice(2))
if (status === 0) status = checkCoverage()

const { passed, failed, skipped } = count('.tap/test-results')
const failures = failed + (status !== 0 && failed === 0 ? 1 : 0)
process.stdout.write(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exit(status)

function checkCoverage() {
  const { total } = JSON.parse(readFileSync('.tap/report/coverage-summary.json', 'utf8'))
  const { pct } = total.lines
  process.stdout.write(`lines covered: ${pct} % (at least ${coverageFloor})\n`)
  return pct < coverageFloor ? 1 : 0
}

/** Assertions in tap's result files; subtests repeat theirs in a summary line that has a time. */
function count(folder) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  let files = []
  try {
    files = readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.tap'))
  } catch {
    return counts
  }
  for (const file of files) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const result = /^\s*(not )?ok \d+/.exec(line)
      if (result === null || / # time=/.test(line)) continue
      if (/ # (skip|todo)/i.test(line)) counts.skipped++
      else if (result[1] === undefined) counts.passed++
      else counts.failed++
    }
  }
  return counts
}
