import { z } from 'zod'
import type { ResultInfo } from '../domain/calls/result-info.js'

/** How something ended. Source: https://learn.microsoft.com/graph/api/resources/resultinfo */
export const resultInfoOut = z
  .object({ '@odata.type': z.string(), code: z.int(), subcode: z.int(), message: z.string() })
  .meta({ id: 'microsoft.graph.resultInfo' })

export function resultInfoToWire({ code, subcode, message }: ResultInfo): z.input<typeof resultInfoOut> {
  return { '@odata.type': '#microsoft.graph.resultInfo', code, subcode, message }
}
