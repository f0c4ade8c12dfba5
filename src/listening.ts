import type { Server } from 'node:net'
import { Misconfiguration } from './misconfiguration.js'

/** Resolves once a server listens. */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => resolve())
  })
}

/** Why nothing can listen there, if that is something the user can mend. */
export function explained(error: NodeJS.ErrnoException & { port?: number }): Error {
  if (error.code === 'EADDRINUSE') {
    return new Misconfiguration(
      `Port ${error.port} is in use: choose another with --port, --https-port or --proxy-port, or 0 for any.`
    )
  }
  if (error.code === 'EACCES')
    return new Misconfiguration(`Port ${error.port} may not be used by you: choose one above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new Misconfiguration(`host: this machine has no such address (${error.code}).`)
  }
  return error
}
