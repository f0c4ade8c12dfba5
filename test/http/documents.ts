import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { test } from 'tap'
import { parse } from 'yaml'
import { errors } from '../../src/http/errors.js'
import { betaOperations, operations, operationsBeside } from '../../src/http/operations/operations.js'
import { canonicalUrl } from '../../src/http/spellings.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { pages } from '../fixtures/pages.js'

const read = (...path: string[]) => readFileSync(join(process.cwd(), ...path), 'utf8')

interface Document {
  openapi: string
  paths: Record<string, Record<string, { operationId: string }>>
}

const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ path, method: method.toUpperCase(), operationId }))
  )

for (const name of ['graph-v1.0', 'graph-beta', 'control']) {
  test(`openapi/${name}.yaml is what the routes say, valid, and names each operation once`, async t => {
    const emulator = await emulatorFor(t)
    const answer = await fetch(`${emulator.url}/_ringback/openapi/${name}.yaml`)
    t.equal(answer.headers.get('content-type'), 'application/yaml')
    const text = await answer.text()
    t.equal(text, read('openapi', `${name}.yaml`), 'run npm run openapi after changing a route')
    const document = parse(text) as Document
    t.match(document.openapi, /^3\.1/)
    t.match(await new Validator().validate(parse(text)), { valid: true })
    const ids = operationsOf(document).map(({ operationId }) => operationId)
    t.equal(new Set(ids).size, ids.length)
  })
}

/** An operation as routes have it: one address for each, whatever the keys are called. */
const asRouted = ({ method, path }: { method: string; path: string }) =>
  `${method} ${canonicalUrl({ url: `/v1.0${path}` }).replace(/\{[^}]*\}|(?<=\/)-(?=\/)/g, '{}')}`

test('the operation list says emulated of exactly those operations that have a route', async t => {
  for (const name of ['graph-v1.0', 'graph-beta']) {
    const routed = operationsOf(parse(read('openapi', `${name}.yaml`)) as Document).map(asRouted)
    const listed = [...operations, ...operationsBeside, ...(name === 'graph-beta' ? betaOperations : [])]
      .filter(({ fidelity }) => fidelity === 'emulated')
      .map(asRouted)
    t.strictSame([...new Set(listed)].sort(), routed.sort(), name)
  }
})

test('every emulated operation names the test that proves it', async t => {
  for (const { method, path, fidelity, test: file } of [...operations, ...operationsBeside, ...betaOperations]) {
    t.equal(file !== undefined, fidelity === 'emulated', `${method} ${path}`)
    if (file === undefined) continue
    t.ok(read('test', file).includes('test('), file)
  }
})

test('the operation list names each operation once', async t => {
  const names = operations.map(({ method, path }) => `${method} ${path}`)
  t.equal(new Set(names).size, names.length)
})

test('every reason to refuse is explained in docs/errors.md, and nothing else is', async t => {
  const explained = Array.from(
    read('docs', 'errors.md').matchAll(/^### `(\w+)`: (\d+) `([^`]+)`$/gm),
    ([, reason, status, code]) => ({
      reason,
      status: Number(status),
      code
    })
  )
  const known = Object.entries(errors).map(([reason, { status, code }]) => ({ reason, status, code }))
  const byReason = (a: { reason?: string | undefined }, b: { reason?: string | undefined }) =>
    String(a.reason).localeCompare(String(b.reason))
  t.strictSame(explained.sort(byReason), known.sort(byReason))
})

test('the generated pages say what the code does', async t => {
  for (const [path, text] of Object.entries(pages)) {
    t.equal(read(path), text, `${path}: run npm run docs after changing its source`)
  }
})
