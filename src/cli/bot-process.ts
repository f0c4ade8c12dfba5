import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Misconfiguration } from '../misconfiguration.js'

/** Real milliseconds a bot is given to begin listening. */
const startingTime = 30_000
/** Real milliseconds between two looks whether it does. */
const lookEvery = 20
/** How many characters of what it prints are remembered, the newest. */
const outputKept = 16_384

/** A bot that was started for scenarios, in a process of its own. */
export class BotProcess {
  readonly callbackUri: string
  #child: ChildProcess
  #output = ''
  #ended: string | undefined

  private constructor(child: ChildProcess, callbackUri: string) {
    this.#child = child
    this.callbackUri = callbackUri
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-outputKept)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', error => {
      this.#ended = error.message
    })
    child.once('exit', (code, signal) => {
      this.#ended = signal === null ? `it exited with ${code}` : `it was ended by ${signal}`
    })
  }

  /**
   * Starts a command in a shell, with PORT set, and waits until something listens there.
   *
   * @param callbackUri Where it is told of calls; its port is replaced by a free one.
   * @throws Misconfiguration when it ends before, or does not listen in time; with what it printed.
   */
  static async start(command: string, callbackUri: string, env: Record<string, string>): Promise<BotProcess> {
    const address = new URL(callbackUri)
    const port = await freePort()
    address.port = String(port)
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, PORT: String(port), BOT_CALLBACK_URI: address.href },
      // Its children are to go with it, which a shell does not see to.
      detached: process.platform !== 'win32'
    })
    const bot = new BotProcess(child, address.href)
    await bot.#listening(address.hostname, port)
    return bot
  }

  /** What it printed since one asked last. */
  takeOutput(): string {
    const output = this.#output
    this.#output = ''
    return output
  }

  /** Why it runs no more. */
  get ended(): string | undefined {
    return this.#ended
  }

  stop(): void {
    const { pid } = this.#child
    if (pid === undefined || this.#ended !== undefined) return
    if (process.platform === 'win32') this.#child.kill()
    else process.kill(-pid, 'SIGTERM')
  }

  async #listening(host: string, port: number): Promise<void> {
    const end = performance.now() + startingTime
    while (!(await answers(host, port))) {
      const late = performance.now() > end ? `nothing listened at ${host}:${port} within 30 s` : undefined
      const why = this.#ended ?? late
      if (why !== undefined) {
        this.stop()
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
