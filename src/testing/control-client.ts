import type { GraphErrorBody } from '../wire/error.js'

/** The control API said no. The message is its own, with what to do next. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export type Query = Record<string, string | number | undefined>

/** Speaks to `/_ringback`, the door everybody uses. */
export class ControlClient {
  #root: string
  #token: string | undefined

  constructor(url: string, token?: string) {
    this.#root = `${url}/_ringback`
    this.#token = token
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]]
    )
    return this.#ask<T>('GET', given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`)
  }

  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: object = {}): Promise<T> {
    return this.#ask<T>(method, path, body)
  }

  /** Asks for text instead of JSON. */
  async text(path: string): Promise<string> {
    return (await this.#fetch('GET', path)).text()
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.#fetch(method, path, body)
    const text = await answer.text()
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async #fetch(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = {}
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (this.#token !== undefined) headers['authorization'] = `Bearer ${this.#token}`
    const answer = await fetch(`${this.#root}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (answer.ok) return answer
    const { error } = (await answer.json()) as GraphErrorBody
    throw new ControlError(answer.status, error.code, error.message)
  }
}
