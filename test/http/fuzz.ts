import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'tap'
import { parse } from 'yaml'
import { fakeBot } from '../fixtures/bot.js'
import { groupCall, lastEntry, people } from '../fixtures/conversations.js'
import { emulatorFor } from '../fixtures/emulator.js'
import { graphFor, serviceHosted } from '../fixtures/graph.js'

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  enum?: string[]
  $ref?: string
  anyOf?: Schema[]
  allOf?: Schema[]
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>
  components?: { schemas?: Record<string, Schema> }
}

/** All names and values a document speaks of: random bodies are made of these, so that they come close to right ones. */
function vocabulary({ paths, components }: Document) {
  const names = new Set<string>(['@odata.type'])
  const values = new Set<string>()
  const collect = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { properties = {}, enum: members = [] } = schema as Schema
    for (const name of Object.keys(properties)) names.add(name)
    for (const member of members) values.add(String(member))
    for (const part of Object.values(schema)) collect(part)
  }
  collect(paths)
  collect(components)
  return { names: [...names], values: [...values] }
}

const read = (name: string) => parse(readFileSync(`openapi/${name}.yaml`, 'utf8')) as Document

for (const [name, prefix] of [
  ['graph-beta', '/beta'],
  ['control', '/_ringback']
] as const) {
  test(`whatever is asked of ${name}, it is answered, and never by a defect`, async t => {
    const emulator = await emulatorFor(t)
    const bot = await fakeBot(t)
    const graph = await graphFor(emulator)
    const document = read(name)
    const { names, values } = vocabulary(document)
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter(method => /^(get|post|patch|put|delete)$/.test(method))
        // These wait, stop the world, or are no request and answer.
        .filter(() => !/advance|reset|stream|snapshot|resend/.test(path))
        .map(method => ({ method: method.toUpperCase(), path }))
    )
    const live = [await groupCall({ emulator, bot, graph }), (await graph.create(bot.uri)).body.id]
    await emulator.advance('PT2S')
    const ids = [
      ...live,
      lastEntry(bot, 'adele').id,
      people.adele,
      'x',
      '%',
      '0c0ffee0-0000-4000-8000-000000000000',
      "a'b"
    ]
    const word = fc.constantFrom(
      ...values,
      ...ids,
      'adele',
      '+14255550101',
      bot.uri,
      '',
      '#microsoft.graph.mediaPrompt',
      'PT1S'
    )
    const { json } = fc.letrec(tie => ({
      json: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.constant(serviceHosted),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 6 })
      )
    }))
    const option = fc.constantFrom(
      ...[
        '$select',
        '$filter',
        '$orderby',
        '$top',
        '$skip',
        '$count',
        '$expand',
        '$search',
        '$skiptoken',
        '$deltatoken'
      ],
      ...['$format', '$none', 'top', 'SELECT']
    )
    const optionValue = fc.oneof(
      fc.constantFrom('id', '*', 'true', '1', '-1', '9999999999', 'id desc', '"a"', 'cmIxOjE', '%'.concat('27')),
      fc
        .array(
          fc.constantFrom('id', 'displayName', 'eq', 'in', 'not', 'any(p:p', 'and', '(', ')', "'x'", ',', '1', 'null'),
          {
            maxLength: 6
          }
        )
        .map(words => encodeURIComponent(words.join(' '))),
      fc.string({ maxLength: 8 }).map(encodeURIComponent)
    )
    const asked = fc.record({
      operation: fc.constantFrom(...operations),
      id: fc.constantFrom(...ids),
      other: fc.constantFrom(...ids),
      body: fc.oneof(
        json.map(value => JSON.stringify(value)),
        fc.string(),
        fc.constant(undefined)
      ),
      query: fc.oneof(
        fc.constantFrom('', '?wait=never', '?tenantId=x'),
        fc
          .array(fc.tuple(option, optionValue), { maxLength: 3 })
          .map(pairs => `?${pairs.map(pair => pair.join('=')).join('&')}`)
      ),
      type: fc.constantFrom('application/json', 'application/json', 'text/plain', 'application/xml')
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ operation: { method, path }, id, other, body, query, type }) => {
        const filled = path.replace(/\{\w+\}/, encodeURIComponent(id)).replace(/\{\w+\}/g, encodeURIComponent(other))
        const answer = await fetch(`${emulator.url}${prefix}${filled}${query}`, {
          method,
          headers: { authorization: `Bearer ${graph.token}`, ...(body === undefined ? {} : { 'content-type': type }) },
          ...(body === undefined || method === 'GET' ? {} : { body })
        })
        const text = await answer.text()
        if (answer.status >= 500 && answer.status !== 501) throw new Error(`${method} ${filled} ${body}: ${text}`)
        if (answer.status >= 400 && text !== '') JSON.parse(text)
      }),
      { numRuns: 1_500, seed: 4280 }
    )
    t.pass()
  })
}
