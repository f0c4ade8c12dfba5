import { z } from 'zod'

/** How many requests one batch may hold. Source: https://learn.microsoft.com/graph/json-batching */
export const batchLimit = 20

const batchRequestIn = z.looseObject({
  id: z.string().min(1),
  method: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).default([])
})

export type BatchRequest = z.output<typeof batchRequestIn>

/** Several requests in one. */
export const batchIn = z.looseObject({ requests: z.array(batchRequestIn).min(1) }).check(({ value, issues }) => {
  const refuse = (path: PropertyKey[], message: string) => {
    issues.push({ code: 'custom', input: value, path, message })
  }
  if (value.requests.length > batchLimit) {
    refuse(['requests'], `Number of batch request steps exceeds the maximum value of ${batchLimit}.`)
  }
  const seen = new Set<string>()
  for (const [index, { id, dependsOn, headers, body }] of value.requests.entries()) {
    const name = id.toLowerCase()
    if (seen.has(name)) refuse(['requests', index, 'id'], `Request Id '${id}' is duplicated within the batch request.`)
    for (const other of dependsOn) {
      // What comes first must stand first: so there are no circles, either.
      if (seen.has(other.toLowerCase())) continue
      refuse(['requests', index, 'dependsOn'], `Request '${other}' is no request before this one.`)
    }
    if (body !== undefined && !Object.keys(headers).some(header => header.toLowerCase() === 'content-type')) {
      refuse(['requests', index, 'headers'], "'Content-Type' is required with a body.")
    }
    seen.add(name)
  }
  if (!isDocumentedShape(value.requests)) {
    refuse(['requests'], 'Requests depend on none, on the one before them, or all on the same one.')
  }
})

/** Parallel, one after the other, or all after the same one: no other shapes are taken. */
function isDocumentedShape(requests: readonly BatchRequest[]): boolean {
  const dependent = requests.filter(({ dependsOn }) => dependsOn.length > 0)
  if (dependent.length === 0) return true
  const only = ({ dependsOn }: BatchRequest) => (dependsOn.length === 1 ? dependsOn[0]?.toLowerCase() : undefined)
  const serial = requests.every((one, index) => index === 0 || only(one) === requests[index - 1]?.id.toLowerCase())
  const [first] = dependent
  const common = first && only(first)
  return serial || (common !== undefined && dependent.every(one => only(one) === common))
}

const batchResponseOut = z.object({
  id: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown().optional()
})

export type BatchResponse = z.input<typeof batchResponseOut>

export const batchOut = z.object({ responses: z.array(batchResponseOut) })
