import { type ChildProcess, spawn } from 'node:child_process'
import { freePorts, readConfig } from '../config.js'
import { Emulator } from '../emulator.js'
import { commandEnvironment } from '../environment.js'
import { Misconfiguration } from '../misconfiguration.js'

/** What a child that could not be started would have said: the shells' own code. */
const notFound = 127

/**
 * `ringback exec -- CMD`: starts on free ports, runs a command with the variables that point it here, and ends as it ends:
 * with its exit code, or by the signal that ended it.
 */
export async function exec(
  [file = '', ...args]: readonly string[],
  flags: Record<string, unknown>,
  configFile: string | undefined
): Promise<void> {
  const config = await readConfig({ ...flags, ...freePorts }, process.env, configFile)
  const emulator = await Emulator.start(config)
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...commandEnvironment(emulator) } })
  passOnSignals(child)
  const ended = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  }).catch((error: NodeJS.ErrnoException) => error)
  await emulator.close()
  if (ended instanceof Error) {
    process.exitCode = notFound
    throw new Misconfiguration(`'${file}' cannot be started (${ended.code ?? ended.message}).`)
  }
  if (ended.signal === null) process.exit(ended.code ?? 0)
  for (const signal of passedOn) process.removeAllListeners(signal)
  process.kill(process.pid, ended.signal)
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** At a terminal, Ctrl+C reaches the child by itself; twice would mean something else to many. */
function passOnSignals(child: ChildProcess): void {
  for (const signal of passedOn) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
}
