import { z } from 'zod'

/** A collection as Graph answers one. */
export const collectionOf = <T extends z.ZodType>(item: T) =>
  z.object({ '@odata.context': z.string(), value: z.array(item) })
