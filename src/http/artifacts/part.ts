import type { FastifyReply, FastifyRequest } from 'fastify'

/** Sends a file, or the part of it that `Range` asks for: players want to jump. Several ranges at once are not cut out. */
export function sendPart({ headers }: FastifyRequest, reply: FastifyReply, whole: Buffer): FastifyReply {
  reply.header('accept-ranges', 'bytes')
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (first === '' && last === '') return reply.send(whole)
  const from = first === '' ? Math.max(0, whole.length - Number(last)) : Number(first)
  const until = first === '' || last === '' ? whole.length - 1 : Math.min(Number(last), whole.length - 1)
  if (from > until) return reply.code(416).header('content-range', `bytes */${whole.length}`).send()
  return reply
    .code(206)
    .header('content-range', `bytes ${from}-${until}/${whole.length}`)
    .send(whole.subarray(from, until + 1))
}
