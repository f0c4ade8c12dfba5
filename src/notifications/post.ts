import type * as Undici from 'undici'
import { connectorToBots } from '../loopback.js'
import type { AttemptResult } from './diagnosis.js'

/** How many characters of the bot's answer are kept. */
const excerptLength = 500

/** Sockets to one bot. Calls beyond these wait for each other, which a bot only sees when it hangs. */
const connectionsPerBot = 256

interface Client {
  readonly request: typeof Undici.request
  readonly agent: Undici.Agent
}

/** Posts notifications. The client is loaded with the first: an emulator that only starts does not pay for it. */
export class Post {
  #timeoutMs: number
  #client: Promise<Client> | undefined

  /** @param timeoutMs Real milliseconds a bot may take to answer. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs
  }

  /** Sends once and tells what came of it; never throws. */
  async send(
    target: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    timeoutMs?: number
  ): Promise<AttemptResult> {
    const begun = performance.now()
    const elapsed = () => Math.round(performance.now() - begun)
    try {
      this.#client ??= this.#load()
      const { request, agent } = await this.#client
      const times = timeoutMs === undefined ? {} : { headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
      const answer = await request(target, { method: 'POST', headers, body, dispatcher: agent, ...times })
      const { location, 'content-type': contentType } = answer.headers
      return {
        status: answer.statusCode,
        contentType: contentType === undefined ? undefined : String(contentType),
        location: Array.isArray(location) ? location[0] : location,
        bodyExcerpt: await excerpt(answer.body),
        elapsedMs: elapsed()
      }
    } catch (error) {
      return { error: codeOf(error), elapsedMs: elapsed() }
    }
  }

  async close(): Promise<void> {
    await (await this.#client)?.agent.destroy()
  }

  async #load(): Promise<Client> {
    const { default: undici } = await import('undici')
    const timeout = this.#timeoutMs
    const agent = new undici.Agent({
      connections: connectionsPerBot,
      pipelining: 1,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connect: connectorToBots(undici, timeout)
    })
    return { request: undici.request, agent }
  }
}

/** The beginning of a body; the rest is not waited for. */
async function excerpt(body: Undici.Dispatcher.ResponseData['body']): Promise<string | undefined> {
  let text = ''
  for await (const chunk of body) {
    text += String(chunk)
    if (text.length >= excerptLength) break
  }
  return text === '' ? undefined : text.slice(0, excerptLength)
}

/** The most telling code in an error and its causes: a refused connection hides below several addresses tried. */
function codeOf(error: unknown): string {
  const { code, cause, errors, message } = error as {
    code?: string
    cause?: unknown
    errors?: unknown[]
    message?: string
  }
  if (code !== undefined) return code
  if (errors?.[0] !== undefined) return codeOf(errors[0])
  return cause === undefined ? String(message) : codeOf(cause)
}
