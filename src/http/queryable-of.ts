import type { z } from 'zod'
import type { Queryable } from '../odata/queryable.js'

/** What may be asked of a resource whose answers are described by a schema: `$select`, and what is named besides. */
export function queryableOf(
  type: string,
  schema: z.ZodObject,
  { navigation = [], ...more }: Omit<Queryable, 'type' | 'properties'> & { navigation?: readonly string[] } = {}
): Queryable {
  const properties = Object.keys(schema.shape).filter(name => !name.includes('@'))
  return { type, properties: [...properties, ...navigation], ...more }
}

/** Pages as Graph cuts them where nothing else is documented. */
export const usualPage = { size: 100, most: 999 }
