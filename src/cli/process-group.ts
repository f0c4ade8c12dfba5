import { type ChildProcess, spawn } from 'node:child_process'

/** Real milliseconds it is given to end when it is asked to. */
const goodbyeTime = 2_000

/** Those that run. A Ctrl+C does not reach them by itself, since each has a group of its own. */
const running = new Set<ProcessGroup>()
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function takeAlong(signal: NodeJS.Signals): void {
  for (const group of running) group.kill('SIGKILL')
  for (const one of fatal) process.off(one, takeAlong)
  process.kill(process.pid, signal)
}

/** A command in a shell with all that it starts, which ends when it does, and when we do. */
export class ProcessGroup {
  #child: ChildProcess
  #closed: Promise<void>
  #ended: string | undefined

  /** @param hear Is given what it prints, to standard output or error. */
  constructor(command: string, env: NodeJS.ProcessEnv, hear: (text: string) => void) {
    // What the command starts is to go with it, which a shell does not see to.
    const detached = process.platform !== 'win32'
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env, detached })
    child.stdout.on('data', chunk => hear(String(chunk)))
    child.stderr.on('data', chunk => hear(String(chunk)))
    child.once('error', error => {
      this.#ended = error.message
    })
    child.once('exit', (code, signal) => {
      this.#ended = signal === null ? `it exited with ${code}` : `it was ended by ${signal}`
    })
    this.#closed = new Promise(resolve => {
      child.once('close', () => {
        running.delete(this)
        resolve()
      })
    })
    this.#child = child
    if (running.size === 0) for (const one of fatal) process.on(one, takeAlong)
    running.add(this)
  }

  /** Why it runs no more. */
  get ended(): string | undefined {
    return this.#ended
  }

  /** Ends it; what does not go when asked is made to. */
  async stop(): Promise<void> {
    this.kill('SIGTERM')
    const over = setTimeout(() => this.kill('SIGKILL'), goodbyeTime)
    await this.#closed
    clearTimeout(over)
  }

  /** Sends a signal to all of it; those that are gone do not mind. */
  kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child
    if (pid === undefined || !running.has(this)) return
    if (process.platform === 'win32') {
      this.#child.kill(signal)
      return
    }
    try {
      process.kill(-pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}
