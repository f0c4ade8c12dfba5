import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

/** Starts a file of this folder in a process of its own; gives what it says of itself. */
export async function start(file, ...args) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'] })
  const [said] = await once(child, 'message')
  return {
    ...said,
    pid: child.pid,
    async ask(question) {
      child.send(question)
      return (await once(child, 'message'))[0]
    },
    stop() {
      child.kill()
    }
  }
}

/** A bot that accepts whatever it is told and counts it; the tokens of those it subscribes with it echoes. */
export async function sink() {
  let count = 0
  let resume = () => {}
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const token = /[?&]validationToken=([^&]*)/.exec(request.url)?.[1]
      if (token !== undefined) {
        const echo = decodeURIComponent(token.replaceAll('+', ' '))
        response.writeHead(200, { 'content-type': 'text/plain' }).end(echo)
        return
      }
      count++
      response.writeHead(202).end()
      resume()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    uri: `http://127.0.0.1:${server.address().port}/api/calling`,
    /** Resolves once so many more have come. */
    async more(expected) {
      const until = count + expected
      while (count < until) {
        await new Promise(resolve => {
          resume = resolve
        })
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    }
  }
}

/** Does something so many times, at most so many at once; gives the seconds it took. */
export async function repeatedly(times, atOnce, work) {
  const begun = performance.now()
  let next = 0
  const worker = async () => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return (performance.now() - begun) / 1_000
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

export function report(name, figures) {
  const told = Object.entries(figures).map(([what, value]) => `${what} ${value}`)
  console.log(`${name.padEnd(34)} ${told.join('   ')}`)
}
