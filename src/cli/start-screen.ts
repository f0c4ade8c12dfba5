import pc from 'picocolors'
import type { Config } from '../config.js'
import type { Emulator } from '../emulator.js'
import { botEnvironment, proxyEnvironment } from '../environment.js'
import { version } from '../package-root.js'

/** One screen with everything a developer pastes next. */
export function startScreen(emulator: Emulator, { clock, auth }: Config): string {
  const { url, httpsUrl, proxyUrl, caPath, tenant } = emulator
  const { HTTPS_PROXY, NO_PROXY } = proxyEnvironment(emulator)
  const [bot] = tenant.applications
  const [person] = tenant.users
  const names = `${tenant.users.map(({ displayName }) => displayName.split(' ')[0]).join(', ')}`
  return `
${pc.bold(`Ringback ${version}`)}   clock ${clock}, auth ${auth}

  http     ${pc.cyan(url)}
  https    ${pc.cyan(httpsUrl)}
  proxy    ${pc.cyan(proxyUrl)}
  control  ${pc.cyan(`${url}/_ringback/directory`)}

  tenant   ${tenant.id}   ${tenant.domain}
  people   ${names}
${tenant.applications.map(application => applicationLines(application)).join('')}
${pc.bold('Point a bot here')}
${Object.entries(botEnvironment(emulator))
  .map(([name, value]) => `  export ${name}=${value}\n`)
  .join('')}  ${pc.dim("# or, for a bot that knows Microsoft's addresses and no others:")}
  export HTTPS_PROXY=${HTTPS_PROXY} NO_PROXY=${NO_PROXY}

${pc.bold('Trust the CA')}   the two variables do for Node, Python and OpenSSL; elsewhere trust
  ${caPath}

${pc.bold('Ring it')}
  curl -s ${url}/_ringback/calls -H 'content-type: application/json' \\
    -d '{"from":{"user":"${person?.displayName.split(' ')[0]?.toLowerCase() ?? 'somebody'}"},"to":{"application":"${bot?.appId ?? 'APP-ID'}"}}'
  curl -s ${url}/_ringback/deliveries    ${pc.dim('# what was posted to the bot, and what became of it')}

`
}

function applicationLines({
  displayName,
  appId,
  secret,
  callbackUri,
  instances
}: Emulator['tenant']['applications'][number]): string {
  const phone = instances.find(instance => instance.phone)?.phone
  return `
  ${pc.bold(displayName)}
    app id   ${appId}
    secret   ${secret ?? '(any)'}
    webhook  ${callbackUri ?? '(none)'}${phone === undefined ? '' : `\n    phone    ${phone}`}
`
}
