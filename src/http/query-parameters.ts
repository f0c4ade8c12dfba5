import { z } from 'zod'
import { isCollection, type Queryable } from '../odata/queryable.js'

/** Whatever stands there, even twice: what is wrong with it is said in Graph's words later. */
const option = (type: string) => z.unknown().optional().meta({ type })

const text = option('string')
const number = option('integer')

/** The query options of a resource, for its document. They are read elsewhere: their names have several spellings. */
export function queryParameters(queryable: Queryable): z.ZodType {
  const { filter, orderby, expand, search, skip } = queryable
  const collection = isCollection(queryable)
  return z.looseObject({
    $select: text,
    ...(expand && { $expand: text }),
    ...(filter && { $filter: text }),
    ...(orderby && { $orderby: text }),
    ...(search && { $search: text }),
    ...(collection && { $top: number, $skiptoken: text, $count: option('boolean') }),
    ...(skip && { $skip: number })
  })
}
