import { readFile, writeFile } from 'node:fs/promises'
import { Misconfiguration } from '../misconfiguration.js'
import { ControlClient, ControlError } from '../testing/control-client.js'

/** Where an emulator runs that was started elsewhere. */
export interface Running {
  readonly url: string
  readonly controlToken?: string | undefined
}

/** Asks a running emulator for something; says in one line why it would not. */
export async function ask<T>({ url, controlToken }: Running, what: (control: ControlClient) => Promise<T>): Promise<T> {
  return what(new ControlClient(url, controlToken)).catch(error => {
    if (error instanceof ControlError) throw new Misconfiguration(error.message)
    throw new Misconfiguration(`No emulator answers at ${url}: start one with 'ringback start'.`)
  })
}

/** `ringback snapshot`: saves the world into a file, or goes on from one. */
export async function snapshot(running: Running, action: string, file: string): Promise<void> {
  if (action === 'save') {
    const world = await ask(running, control => control.get<object>('/snapshot'))
    await writeFile(file, `${JSON.stringify(world)}\n`).catch(error => {
      throw new Misconfiguration(`${file} cannot be written (${error.code}).`)
    })
    return
  }
  if (action !== 'load') throw new Misconfiguration(`snapshot: there are save and load, not '${action}'.`)
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Misconfiguration(`${file} cannot be read (${error.code}).`)
  })
  const world = parsed(text, file)
  await ask(running, control => control.send('PUT', '/snapshot', world))
}

function parsed(text: string, file: string): object {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Misconfiguration(`${file} is no JSON: ${(error as Error).message}`)
  }
}

interface Time {
  readonly mode: string
  readonly now: string
}

/** `ringback reset`: back to the seed. */
export async function reset(running: Running, tenantId: string | undefined): Promise<void> {
  await ask(running, control => control.send('POST', '/reset', tenantId === undefined ? {} : { tenantId }))
}

/** `ringback clock`: tells what time it is, moves it, or changes how it passes. */
export async function clock(running: Running, action: string, value: string | undefined): Promise<void> {
  const ways: Record<string, (control: ControlClient) => Promise<Time>> = {
    show: control => control.get('/clock'),
    advance: control => control.send('POST', '/clock/advance', { duration: value }),
    mode: control => control.send('PUT', '/clock', { mode: value })
  }
  const way = ways[action]
  if (way === undefined) throw new Misconfiguration(`clock: there are show, advance and mode, not '${action}'.`)
  const { mode, now } = await ask(running, way)
  process.stdout.write(`${now} ${mode}\n`)
}
