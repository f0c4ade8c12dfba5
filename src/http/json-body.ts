import type { FastifyInstance } from 'fastify'

/**
 * Bodies are JSON and nothing else. An empty body is no body: clients put the content type on actions without
 * parameters and on DELETE too.
 */
export function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body as string, done)
  })
}
