import { z } from 'zod'
import { faultFields } from '../faults/fault-fields.js'
import { answerActions, notificationActions } from '../faults/rules.js'
import { farEndBodies } from '../wire/far-end.js'
import { expectations, mainFields } from './expectations.js'
import { arrangedFields, reactionFields, reactions, ringingFields, triggerFields } from './fields.js'
import { scenarioFields } from './reading.js'

type Json = Readonly<Record<string, unknown>>

/** What `press: "1"` and the like may be written as, beside the whole form. */
const shortForms: Readonly<Record<string, Json>> = {
  press: { type: ['string', 'integer'] },
  speak: { type: 'string' },
  transfer: { type: 'string' },
  join: { type: 'string' },
  add: { type: 'string' },
  leave: { type: 'string' }
}

const empty: Json = { anyOf: [{ type: 'object', maxProperties: 0 }, { type: 'null' }, { const: true }] }

/** The schema of scenario files, for editors: completion, and what each word means. */
export function scenarioJsonSchema(): Json {
  const steps = { type: 'array', items: { $ref: '#/$defs/step' } }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A scenario of Ringback',
    description: 'People ring a bot, press keys and speak; the bot is expected to answer them.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...mapped(scenarioFields, field => schemaOf(field)),
      people: { ...people(reactionSchema()), description: 'What people do when they are rung.' },
      call: { ...ringing(), description: 'How it begins: somebody rings the bot.' },
      steps: { ...steps, description: 'What happens, one after the other.' },
      parts: { ...people(steps), description: 'Steps with a name, for {part: name}.' },
      whenCalled: {
        type: 'array',
        description: 'What is played whenever the bot calls somebody.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['steps'],
          properties: {
            to: { type: 'string', description: 'Whom it calls: a name or a number, * for anything.' },
            times: { type: 'integer', minimum: 1 },
            steps
          }
        }
      }
    },
    $defs: { step: step(), expected: expected(), action: reactionSchema() }
  }
}

function step(): Json {
  const duration = schemaOf(scenarioFields.pace)
  const manners = {
    in: { type: 'string', description: 'In which call, by its name.' },
    after: { ...duration, description: 'How long after the step before.' },
    within: { ...duration, description: 'For how long it is waited for.' }
  }
  const steps = { type: 'array', items: { $ref: '#/$defs/step' } }
  const actions = mapped(farEndBodies, (body, name) => ({ anyOf: [...shortForm(name), schemaOf(body), empty] }))
  return {
    anyOf: [
      { enum: Object.keys(farEndBodies) },
      {
        type: 'object',
        properties: {
          ...manners,
          expect: { $ref: '#/$defs/expected' },
          wait: { ...duration, description: 'Nothing happens for so long.' },
          call: ringing(),
          meeting: { anyOf: [{ type: 'string' }, schemaOf(arrangedFields)], description: 'A meeting is arranged.' },
          trigger: { anyOf: [{ type: 'string' }, schemaOf(triggerFields)], description: 'A request to the bot.' },
          fault: {
            anyOf: [{ enum: [...notificationActions, ...answerActions] }, schemaOf(faultFields)],
            description: 'From here on notifications, or answers of Graph, go wrong.'
          },
          part: { type: 'string', description: 'The steps of a part.' },
          together: { type: 'array', items: steps, description: 'Lists of steps, played beside each other.' },
          ...actions
        },
        additionalProperties: {
          anyOf: [
            { $ref: '#/$defs/action' },
            { enum: Object.keys(farEndBodies) },
            { type: 'object', properties: actions, additionalProperties: false, minProperties: 1, maxProperties: 1 }
          ],
          description: 'What somebody does, by their name.'
        }
      }
    ]
  }
}

function expected(): Json {
  return {
    anyOf: [
      { enum: Object.keys(expectations) },
      {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
        properties: mapped(expectations, (fields, name) => {
          const { description, ...whole } = schemaOf(fields)
          const main = mainFields[name as keyof typeof mainFields]
          const short = (whole['properties'] as Record<string, Json> | undefined)?.[main ?? '']
          return { description, anyOf: [...(short === undefined ? [] : [short]), whole] }
        })
      }
    ]
  }
}

function ringing(): Json {
  return { anyOf: [{ type: 'string', description: 'Who rings: a name or a number.' }, schemaOf(ringingFields)] }
}

function reactionSchema(): Json {
  const fields = schemaOf(reactionFields)
  return {
    anyOf: [
      { enum: [...reactions] },
      {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
        properties: Object.fromEntries(reactions.map(name => [name, fields]))
      }
    ]
  }
}

function people(item: Json): Json {
  return { type: 'object', additionalProperties: item }
}

function shortForm(name: string): Json[] {
  const form = shortForms[name]
  return form === undefined ? [] : [form]
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' })
  return rest
}

function mapped<T>(record: Readonly<Record<string, T>>, to: (value: T, name: string) => Json): Record<string, Json> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value, name)]))
}
