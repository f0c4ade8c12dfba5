import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../domain/refusals.js'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/

/**
 * Who may use the control API: with a token, whoever has it; without one, whoever is on this machine and is no web
 * page from elsewhere. A page can reach localhost through a name of its own, which shows in Host and Origin.
 */
export function guardControl(app: FastifyInstance, token: string | undefined): void {
  app.addHook('onRequest', async request => {
    if (token === undefined) return refuseStrangers(request)
    if (request.headers.authorization === `Bearer ${token}`) return
    throw new Refusal('controlRefused', "Send 'Authorization: Bearer …' with the control token.")
  })
}

function refuseStrangers({ hostname, headers: { origin } }: FastifyRequest): void {
  const fromElsewhere = origin !== undefined && !(URL.canParse(origin) && loopback.test(new URL(origin).hostname))
  if (loopback.test(hostname) && !fromElsewhere) return
  throw new Refusal(
    'controlRefused',
    `Use the address of this machine, such as localhost, instead of '${origin ?? hostname}'.`
  )
}
