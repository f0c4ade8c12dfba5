import type { FastifyReply, FastifyRequest } from 'fastify'
import { operationKey } from '../identity/permissions/permission-rule.js'
import { permissionRules } from '../identity/permissions/permissions.js'
import type { House } from './house.js'
import { type Walk, walk } from './operations/operation-tree.js'
import { ruleCheck } from './permission-check.js'
import { RequestRefusal } from './request-refusal.js'
import { canonicalUrl, pathBelowVersion } from './spellings.js'

const versions = ['v1.0', 'beta'] as const

/** Explains a request that no route takes: what was asked, what exists there, what Ringback does not do yet. */
export function explainMisses(house: House) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<never> => {
    const path = decodeURI(request.originalUrl.split('?')[0] ?? '/')
    const [, first = ''] = path.split('/')
    if (first.startsWith('_ringback')) {
      throw new RequestRefusal(
        'unknownSegment',
        `'${request.method} ${path}' is not part of the control API: see GET /_ringback/openapi/control.yaml.`
      )
    }
    const version = versions.find(known => known === first.toLowerCase())
    if (version === undefined) {
      throw new RequestRefusal(
        'unknownVersion',
        `'${first}' is neither 'v1.0' nor 'beta'. The control API is at /_ringback.`
      )
    }
    const way = walk(version, pathBelowVersion(canonicalUrl({ url: path })))
    if (way.unknown !== undefined) {
      throw new RequestRefusal('unknownSegment', `'${way.unknown}' is not known. ${nearby(way)}`)
    }
    if (way.branch.methods.get(request.method) === 'notEmulated') await refuseUndone(request, way, house)
    refuseMethod(request, reply, way)
  }
}

/** What Graph has and Ringback does not is refused in Graph's order: token and permission come first. */
async function refuseUndone(request: FastifyRequest, way: Walk, { authenticate }: House): Promise<never> {
  const { exchange, method, headers } = request
  exchange.caller = await authenticate.verify(headers.authorization)
  const rule = permissionRules[operationKey(method, way.known)]
  const refusal = rule && ruleCheck(rule, way.known)(exchange, false)
  if (refusal !== undefined) throw refusal
  throw new RequestRefusal('notEmulated', `Graph has it, Ringback does not emulate '${way.known}' yet. ${nearby(way)}`)
}

function refuseMethod({ method }: FastifyRequest, reply: FastifyReply, { branch, known, ...way }: Walk): never {
  const allowed = Array.from(branch.methods).flatMap(([name, fidelity]) => (fidelity === 'refused' ? [] : [name]))
  if (allowed.length === 0 && branch.methods.size === 0) {
    throw new RequestRefusal('unknownSegment', `'${known || '/'}' is no resource of its own. ${nearby(way)}`)
  }
  reply.header('allow', allowed.join(', '))
  const reason = known.startsWith('/communications/calls') ? 'callMethodNotAllowed' : 'methodNotAllowed'
  throw new RequestRefusal(reason, `'${method} ${known}' does not exist. ${nearby(way)}`)
}

function nearby({ nearby: here }: Pick<Walk, 'nearby'>): string {
  return `Emulated nearby: ${(here.length > 0 ? here : ['POST /communications/calls']).join(', ')}.`
}
