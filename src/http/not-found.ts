import type { FastifyReply, FastifyRequest } from 'fastify'
import { walk } from './operation-tree.js'
import { RequestRefusal } from './request-refusal.js'

const versions = ['v1.0', 'beta']

/** Explains a request that no route takes: what was asked, what exists there, what Ringback does not do yet. */
export async function explainMiss(request: FastifyRequest, reply: FastifyReply): Promise<never> {
  const path = decodeURI(request.originalUrl.split('?')[0] ?? '/')
  const [, version = '', ...segments] = path.split('/')
  if (version.startsWith('_ringback')) {
    throw new RequestRefusal(
      'unknownSegment',
      `'${request.method} ${path}' is not part of the control API: see GET /_ringback/openapi/control.yaml.`
    )
  }
  if (!versions.includes(version.toLowerCase())) {
    throw new RequestRefusal(
      'unknownVersion',
      `'${version}' is neither 'v1.0' nor 'beta'. The control API is at /_ringback.`
    )
  }
  const { branch, known, unknown, nearby: here } = walk(segments.join('/'))
  const nearby = `Emulated nearby: ${(here.length > 0 ? here : ['POST /communications/calls']).join(', ')}.`
  if (unknown !== undefined) throw new RequestRefusal('unknownSegment', `'${unknown}' is not known. ${nearby}`)
  if (branch.notEmulated || branch.methods.get(request.method) === 'notEmulated') {
    throw new RequestRefusal('notEmulated', `Graph has it, Ringback does not emulate '${known}' yet. ${nearby}`)
  }
  const allowed = Array.from(branch.methods).flatMap(([method, fidelity]) => (fidelity === 'refused' ? [] : [method]))
  if (allowed.length === 0 && branch.methods.size === 0) {
    throw new RequestRefusal('unknownSegment', `'${known || '/'}' is no resource of its own. ${nearby}`)
  }
  reply.header('allow', allowed.join(', '))
  const reason = known.startsWith('/communications/calls') ? 'callMethodNotAllowed' : 'methodNotAllowed'
  throw new RequestRefusal(reason, `'${request.method} ${known}' does not exist. ${nearby}`)
}
