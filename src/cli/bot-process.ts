import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Misconfiguration } from '../misconfiguration.js'
import { ProcessGroup } from './process-group.js'

/** Real milliseconds a bot is given to begin listening. */
const startingTime = 30_000
/** Real milliseconds between two looks whether it does. */
const lookEvery = 20
/** How many characters of what it prints are remembered, the newest. */
const outputKept = 16_384

/** A bot that was started for scenarios, in a process of its own. */
export class BotProcess {
  readonly callbackUri: string
  #command: string
  #env: NodeJS.ProcessEnv
  #processes: ProcessGroup
  #output = ''

  private constructor(command: string, callbackUri: string, env: NodeJS.ProcessEnv) {
    this.callbackUri = callbackUri
    this.#command = command
    this.#env = env
    this.#processes = this.#begin()
  }

  /**
   * Starts a command in a shell, with PORT set, and waits until something listens there.
   *
   * @param callbackUri Where it is told of calls; its port is replaced by a free one.
   * @throws Misconfiguration when it ends before, or does not listen in time; with what it printed.
   */
  static async start(command: string, callbackUri: string, env: Record<string, string>): Promise<BotProcess> {
    const address = new URL(callbackUri)
    const port = String(await freePort())
    address.port = port
    const own = { PORT: port, BOT_CALLBACK_URI: address.href }
    const bot = new BotProcess(command, address.href, { ...process.env, ...env, ...own })
    await bot.#listening()
    return bot
  }

  /** Starts it again where it was, if it has ended: a crash is one failure, not that of all that comes after it. */
  async revive(): Promise<void> {
    if (this.ended === undefined) return
    await this.stop()
    this.#processes = this.#begin()
    await this.#listening()
  }

  /** What it printed since one asked last. */
  takeOutput(): string {
    const output = this.#output
    this.#output = ''
    return output
  }

  /** Why it runs no more. */
  get ended(): string | undefined {
    return this.#processes.ended
  }

  stop(): Promise<void> {
    return this.#processes.stop()
  }

  #begin(): ProcessGroup {
    return new ProcessGroup(this.#command, this.#env, text => {
      this.#output = (this.#output + text).slice(-outputKept)
    })
  }

  async #listening(): Promise<void> {
    const { hostname, port } = new URL(this.callbackUri)
    const host = hostname.replace(/^\[|\]$/g, '')
    const end = performance.now() + startingTime
    while (!(await answers(host, Number(port)))) {
      const late = performance.now() > end ? `nothing listened at ${hostname}:${port} within 30 s` : undefined
      const why = this.ended ?? late
      if (why !== undefined) {
        await this.stop()
        throw new Misconfiguration(
          `The bot did not start: ${why}. It has to listen on the port in PORT.\n${this.takeOutput()}`.trimEnd()
        )
      }
      await new Promise(resolve => setTimeout(resolve, lookEvery))
    }
  }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port })
    const done = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
