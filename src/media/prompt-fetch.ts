import type * as Undici from 'undici'
import { connectorToBots } from '../loopback.js'

/** A prompt that could not be had. */
export class NotFetched extends Error {}

const limits = {
  /** Real milliseconds for the whole of it. */
  time: 10_000,
  bytes: 20 * 1024 * 1024,
  redirects: 3
}

interface Client {
  readonly request: typeof Undici.request
  readonly agent: Undici.Agent
  readonly dispatcher: Undici.Dispatcher
}

async function load(): Promise<Client> {
  const { default: undici } = await import('undici')
  const agent = new undici.Agent({ connections: 16, connect: connectorToBots(undici, limits.time) })
  const redirect = undici.interceptors.redirect({ maxRedirections: limits.redirects })
  return { request: undici.request, agent, dispatcher: agent.compose(redirect) }
}

/** Gets prompts as the service does: without credentials, and not at any price. */
export class PromptFetch {
  #client: Promise<Client> | undefined

  /** The file behind an address. Throws {@link NotFetched} saying why there is none. */
  async get(uri: string): Promise<Buffer> {
    if (!URL.canParse(uri) || !/^https?:$/.test(new URL(uri).protocol)) {
      throw new NotFetched(`'${uri}' is no http or https address.`)
    }
    const signal = AbortSignal.timeout(limits.time)
    this.#client ??= load()
    const { request, dispatcher } = await this.#client
    const answer = await request(uri, { dispatcher, signal }).catch(because(uri))
    if (answer.statusCode !== 200) {
      await answer.body.dump()
      throw new NotFetched(statusSentence(uri, answer.statusCode))
    }
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of answer.body) {
        size += chunk.length
        if (size > limits.bytes) throw new NotFetched(`${uri} is larger than ${limits.bytes} bytes.`)
        chunks.push(chunk)
      }
    } catch (error) {
      return because(uri)(error)
    }
    return Buffer.concat(chunks)
  }

  async close(): Promise<void> {
    await (await this.#client)?.agent.destroy()
  }
}

function statusSentence(uri: string, status: number): string {
  if (status >= 300 && status < 400) return `${uri} redirected more than ${limits.redirects} times.`
  return `${uri} answered ${status}.`
}

function because(uri: string): (error: unknown) => never {
  return error => {
    if (error instanceof NotFetched) throw error
    const { name, code, cause, message } = error as Error & { code?: string; cause?: { code?: string } }
    if (name === 'TimeoutError') throw new NotFetched(`${uri} took longer than ${limits.time / 1_000} seconds.`)
    if (message.startsWith('Redirect loop')) throw new NotFetched(`${uri} redirects in a circle.`)
    throw new NotFetched(`${uri}: ${code ?? cause?.code ?? message}.`)
  }
}
