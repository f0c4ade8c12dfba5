import { STATUS_CODES } from 'node:http'
import type { HandshakeOutcome } from '../domain/subscriptions/commands.js'
import type { Engine } from '../engine/engine.js'
import type { DeliveryJournal } from './delivery-journal.js'
import { type AttemptResult, diagnose } from './diagnosis.js'
import type { Post } from './post.js'

export interface EndpointValidationOptions {
  engine: Engine
  journal: DeliveryJournal
  post: Post
  /** Real milliseconds an endpoint may take. */
  timeoutMs: number
}

/** Whose endpoint it is, for the journal. */
export interface Asking {
  readonly tenantId: string
  readonly appId: string
  readonly subscriptionId: string
}

const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': '0' }

/**
 * Asks an endpoint whether it wants what will be sent to it: it has to answer with the token, decoded, as plain text.
 * Source: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks, "notificationUrl validation"
 */
export class EndpointValidation {
  #options: EndpointValidationOptions

  constructor(options: EndpointValidationOptions) {
    this.#options = options
  }

  /** Asks one after the other; the first that does not answer as it should decides. */
  async ask(asking: Asking, urls: readonly (string | undefined)[]): Promise<HandshakeOutcome> {
    for (const url of urls) {
      const problem = url === undefined ? undefined : await this.#askOne(asking, url)
      if (problem !== undefined) return { ok: false, problem }
    }
    return { ok: true }
  }

  async #askOne(asking: Asking, url: string): Promise<string | undefined> {
    const { engine, journal, post, timeoutMs } = this.#options
    const { clock, ids } = engine.tenant(asking.tenantId)
    const token = `Validation: Testing client application reachability for subscription Request-Id: ${ids.guid()}`
    const target = `${url}${url.includes('?') ? '&' : '?'}validationToken=${encoded(token)}`
    const delivery = journal.add({
      ...{ ...asking, id: ids.short(), at: clock.now(), order: engine.nextOrder() },
      ...{ line: asking.subscriptionId, subscriptionIds: [asking.subscriptionId] },
      ...{ type: 'validation', changeType: '', resourceUrl: '', body: '', headers, target, attempts: [] },
      state: 'sending'
    })
    const at = clock.now()
    const result = await post.send(target, headers, '', timeoutMs)
    const problem = problemOf(result, token)
    const diagnosis = problem === undefined ? 'The endpoint answered with the token.' : explain(result, token, target)
    const { status, error, elapsedMs, bodyExcerpt } = result
    delivery.attempts.push({ at, order: engine.nextOrder(), target, status, elapsedMs, bodyExcerpt, error, diagnosis })
    delivery.state = problem === undefined ? 'delivered' : 'failed'
    journal.changed(delivery)
    return problem
  }
}

/** With `+` for spaces and small hexadecimal digits, as the service writes it: who echoes it undecoded is found out. */
function encoded(token: string): string {
  return encodeURIComponent(token).replaceAll('%20', '+').replaceAll('%3A', '%3a')
}

/** In Graph's words, as observed; undefined when all is well. */
function problemOf({ status, contentType, bodyExcerpt }: AttemptResult, token: string): string | undefined {
  if (status === undefined) return 'Subscription validation request timed out.'
  if (status !== 200) {
    const name = STATUS_CODES[status]?.replaceAll(/[ '-]/g, '') ?? status
    return `Subscription validation request failed. HTTP status code is '${name}'.`
  }
  if (bodyExcerpt === token && /^text\/plain\b/i.test(contentType ?? '')) return undefined
  return 'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.'
}

function explain(result: AttemptResult, token: string, target: string): string {
  const { status, bodyExcerpt = '', contentType } = result
  if (status !== 200) return `${diagnose(result, target)} The handshake takes 200, at once.`
  if (bodyExcerpt === encoded(token))
    return 'The endpoint answered with the token as it stands in the address: decode it.'
  if (bodyExcerpt === JSON.stringify(token))
    return 'The endpoint answered with the token as JSON: leave out the quotes.'
  if (bodyExcerpt === token) return `The endpoint answered with '${contentType}': it has to be text/plain.`
  if (/<\w+/.test(bodyExcerpt)) return 'The endpoint answered with a page: is it another server, or a sign-in?'
  return 'The endpoint answered with something else than the token.'
}
