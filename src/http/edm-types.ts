import type { OpenAPIV3_1 } from 'openapi-types'

type JsonSchema = OpenAPIV3_1.SchemaObject & { $ref?: string }

/** The types of `$metadata`, one element each: our JSON schemas by name, and those that stand inside them. */
export function edmTypes(schemas: Readonly<Record<string, unknown>>): string[] {
  const inner: string[] = []
  const named = Object.entries(schemas).flatMap(([name, schema]) =>
    name.startsWith('microsoft.graph.')
      ? [element(name.slice('microsoft.graph.'.length), schema as JsonSchema, inner)]
      : []
  )
  return [...named, ...inner]
}

/** @param inner Takes in the types found on the way. */
function element(name: string, { properties = {}, required = [] }: JsonSchema, inner: string[]): string {
  // Only what is answered by itself has a context; an id alone makes no entity.
  const kind = 'id' in properties && '@odata.context' in properties ? 'EntityType' : 'ComplexType'
  const key = kind === 'EntityType' ? '<Key><PropertyRef Name="id"/></Key>' : ''
  const told = Object.entries(properties).filter(([property]) => !property.includes('@'))
  const lines = told.map(([property, schema]) => {
    const { type, nullable } = typeOf(schema as JsonSchema, name + capitalised(property), inner)
    const optional = nullable || !required.includes(property)
    return `<Property Name="${property}" Type="${type}"${optional ? '' : ' Nullable="false"'}/>`
  })
  return `<${kind} Name="${name}" OpenType="${Object.keys(properties).length === 0}">${key}${lines.join('')}</${kind}>`
}

function typeOf(schema: JsonSchema, name: string, inner: string[]): { type: string; nullable: boolean } {
  const options = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]
  const some = options.filter(({ type }) => type !== 'null')
  if (options.length > 0) {
    const [first = {}] = some
    return {
      ...typeOf(some.length === 1 ? first : { type: 'object' }, name, inner),
      nullable: some.length < options.length
    }
  }
  return { type: edmName(schema, name, inner), nullable: false }
}

function edmName(schema: JsonSchema, name: string, inner: string[]): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? ''
  switch (schema.type) {
    case 'boolean':
      return 'Edm.Boolean'
    case 'integer':
      return 'Edm.Int32'
    case 'number':
      return 'Edm.Double'
    case 'array':
      return `Collection(${typeOf(schema.items as JsonSchema, name, inner).type})`
    case 'object':
      inner.push(element(name, schema, inner))
      return `microsoft.graph.${name}`
    default:
      return 'Edm.String'
  }
}

function capitalised(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`
}
