import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median, report } from './processes.js'

const path = file => fileURLToPath(new URL(file, import.meta.url))

/** From the first instruction to listening, and the memory it has then. */
export async function coldStart(rounds = 9) {
  const commands = {
    bare: [path('listening.js')],
    own: [path('../dist/cli/main.js'), 'start', '--port', '0', '--https-port', '0']
  }
  const taken = { bare: [], own: [] }
  const memory = { bare: [], own: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      const { milliseconds, mebibytes } = await once(command)
      // The first round makes the keys and warms the disk.
      if (round === 0) continue
      taken[name].push(milliseconds)
      memory[name].push(mebibytes)
    }
  }
  const times = taken.own.map((own, index) => own / taken.bare[index])
  const sizes = memory.own.map((own, index) => own / memory.bare[index])
  report('Cold start ÷ bare Fastify', { median: median(times).toFixed(2), own: `${Math.round(median(taken.own))} ms` })
  report('Idle memory ÷ bare Fastify', {
    median: median(sizes).toFixed(2),
    own: `${Math.round(median(memory.own))} MiB`
  })
}

function once(command) {
  return new Promise((resolve, reject) => {
    const begun = performance.now()
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.once('error', reject)
    child.stdout.once('data', () => {
      const milliseconds = performance.now() - begun
      const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
      child.once('exit', () => resolve({ milliseconds, mebibytes: Number(kibibytes) / 1_024 }))
      child.kill('SIGKILL')
    })
  })
}
