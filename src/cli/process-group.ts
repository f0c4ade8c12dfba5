import { type ChildProcess, spawn } from 'node:child_process'

/** Real milliseconds it is given to end when it is asked to. */
const goodbyeTime = 2_000

/** Those that run. A Ctrl+C does not reach them by itself, since each has a group of its own. */
const running = new Set<ProcessGroup>()
const fatal = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function begins(group: ProcessGroup): void {
  if (running.size === 0) {
    for (const signal of fatal) process.on(signal, breakOff)
    process.on('exit', takeAlong)
  }
  running.add(group)
}

function ends(group: ProcessGroup): void {
  running.delete(group)
  if (running.size > 0) return
  for (const signal of fatal) process.off(signal, breakOff)
  process.off('exit', takeAlong)
}

function breakOff(signal: NodeJS.Signals): void {
  takeAlong()
  process.kill(process.pid, signal)
}

function takeAlong(): void {
  for (const group of Array.from(running)) {
    group.kill('SIGKILL')
    ends(group)
  }
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
        ends(this)
        resolve()
      })
    })
    this.#child = child
    begins(this)
  }

  /** Why it runs no more. */
  get ended(): string | undefined {
    return this.#ended
  }

  /** Ends it; what does not go when asked is made to. */
  async stop(): Promise<void> {
    this.kill('SIGTERM')
    const over = setTimeout(() => {
      this.kill('SIGKILL')
      // Something that went its own way may still hold them.
      this.#child.stdout?.destroy()
      this.#child.stderr?.destroy()
    }, goodbyeTime)
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
