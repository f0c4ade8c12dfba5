import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EntraRefusal } from './entra-refusal.js'
import { type Authority, required, type TokenForm } from './grants/grant.js'
import { escaped, noticePage, signInPage } from './sign-in-page.js'
import { deviceLifetime, type SignInRequest } from './sign-ins.js'
import { identified } from './token-endpoint.js'

interface SignInPath {
  Params: { tenant: string }
  Querystring: TokenForm
}

/** Seconds between two questions of a device. */
const pollingInterval = 5

/** Where people sign in: a plain page that lists those there are, for browsers and for devices. */
export function signInRoutes(app: FastifyInstance, authority: Authority): void {
  const { signIns, registrations } = authority

  const asked = async (tenant: string, form: TokenForm): Promise<SignInRequest> => {
    const { tenantId, application } = await identified(tenant, form, authority)
    return {
      tenantId,
      appId: application.appId,
      scope: required(form, 'scope'),
      redirectUri: form['redirect_uri'],
      nonce: form['nonce'],
      challenge: form['code_challenge'],
      challengeMethod: form['code_challenge_method']
    }
  }

  // Whoever is chosen comes back as `user`, with everything the application had asked for.
  app.get<SignInPath>('/:tenant/oauth2/v2.0/authorize', async (request, reply) => {
    const { query, params } = request
    const signIn = await asked(params.tenant, query)
    const target = redirectTarget(required(query, 'redirect_uri'))
    const { user: chosen, state, login_hint: hint } = query
    const user = chosen === undefined ? undefined : registrations.user(signIn.tenantId, chosen)
    if (user === undefined) {
      const others = registrations.users(signIn.tenantId)
      return page(
        reply,
        signInPage(others, id => withQuery(request, { user: id }), hint)
      )
    }
    const code = signIns.code({ ...signIn, userId: user.id })
    const answer = new URLSearchParams({ code, session_state: code.slice(0, 8), ...(state && { state }) })
    return sendBack(reply, target, query['response_mode'], answer)
  })

  app.post<SignInPath>('/:tenant/oauth2/v2.0/devicecode', async request => {
    const { deviceCode, userCode } = signIns.startDevice(
      await asked(request.params.tenant, (request.body as TokenForm | undefined) ?? {})
    )
    const verificationUri = `${request.protocol}://${request.host}/devicelogin`
    return {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: verificationUri,
      expires_in: deviceLifetime / 1_000,
      interval: pollingInterval,
      message: `To sign in, use a web browser to open the page ${verificationUri} and enter the code ${userCode} to authenticate.`
    }
  })

  app.get<SignInPath>('/devicelogin', async (request, reply) => {
    const { code = '', user: chosen } = request.query
    const device = signIns.deviceNamed(code)
    if (device === undefined) return page(reply, noticePage('Enter the code: /devicelogin?code=…'))
    const user = chosen === undefined ? undefined : registrations.user(device.tenantId, chosen)
    if (user === undefined) {
      const others = registrations.users(device.tenantId)
      return page(
        reply,
        signInPage(others, id => withQuery(request, { user: id }))
      )
    }
    device.userId = user.id
    return page(reply, noticePage(`${user.displayName} has signed in. Go back to the device.`))
  })
}

/** A bare address, or one that cannot lead anywhere but back to the application. */
export function redirectTarget(uri: string): URL {
  if (URL.canParse(uri) && !/^(javascript|data|vbscript):/i.test(uri)) return new URL(uri)
  throw new EntraRefusal('parameterMissing', `'redirect_uri' is no address: ${uri.slice(0, 100)}`)
}

export function sendBack(reply: FastifyReply, target: URL, mode = 'query', answer: URLSearchParams): FastifyReply {
  if (mode === 'form_post') {
    const fields = Array.from(
      answer,
      ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`
    )
    const form = `<form method="post" action="${escaped(target.href)}">${fields.join('')}<button>Continue</button></form>`
    return page(reply, `<!doctype html><title>Signed in</title>${form}<script>document.forms[0].submit()</script>`)
  }
  if (mode === 'fragment') target.hash = answer.toString()
  else for (const [name, value] of answer) target.searchParams.set(name, value)
  return reply.redirect(target.href)
}

export function page(reply: FastifyReply, html: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html)
}

function withQuery(request: FastifyRequest, more: Record<string, string>): string {
  const query = new URLSearchParams({ ...(request.query as Record<string, string>), ...more })
  return `${request.originalUrl.split('?')[0]}?${query}`
}
