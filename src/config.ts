import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { isLoopback } from './loopback.js'
import { Misconfiguration } from './misconfiguration.js'
import { duration } from './wire/duration.js'

const port = z.coerce.number().int().min(0).max(65_535)

/** Every option there is, with its default. The name in the environment is `RINGBACK_` and the name in capitals. */
export const configFields = z.strictObject({
  /** Where to listen. Anything but loopback needs a control token. */
  host: z.string().default('127.0.0.1'),
  /** Port of plain http; 0 for any. */
  port: port.default(4_280),
  /** Port of https; 0 for any. */
  httpsPort: port.default(4_243),
  /** Port of the proxy, which answers as Microsoft's hosts; 0 for any, as with a port of 0 when absent. */
  proxyPort: port.optional(),
  /** Seed file to begin with, instead of the demo tenant. */
  seed: z.string().optional(),
  clock: z.enum(['real', 'virtual', 'auto']).default('real'),
  /** Where virtual time begins; now by default. */
  startTime: z.iso.datetime({ offset: true }).optional(),
  /** Real time of silence after which a moved clock takes the bot to have finished reacting. */
  clockSettle: duration.default(20),
  /** Real time of silence after which an automatic clock lets the bot's or a person's time to act run out. */
  clockPatience: duration.default(1_000),
  /** Folder of the CA and the keys; the user's data folder by default. */
  dataDir: z.string().optional(),
  /** `open` takes in unknown tenants and applications, `strict` refuses them. */
  auth: z.enum(['open', 'strict']).default('open'),
  /** Graph's limits: `off`, `on`, or the names of those that are to hold, with commas between them. */
  throttling: z.string().default('off'),
  /** Real time a bot may take to accept a notification. */
  notificationTimeout: duration.default(10_000),
  /** Real time an endpoint may take to accept a change notification at the first attempt. */
  changeNotificationTimeout: duration.default(3_000),
  /** The same at the attempts after that. */
  changeNotificationRetryTimeout: duration.default(10_000),
  /** Lets a subscription rest when the token it was made or renewed with has ended, until it is reauthorized. */
  tokenBinding: z.stringbool().or(z.boolean()).default(false),
  /** Tells endpoints that are slow everything late, and those that hang nothing for a while, as Graph does. */
  endpointStates: z.stringbool().or(z.boolean()).default(false),
  /** Real time an endpoint may take to echo the token when somebody subscribes. */
  validationTimeout: duration.default(10_000),
  /** For how long change notifications for one address wait to go together; PT0S sends each by itself. */
  notificationBatching: duration.default(0),
  /** How long after a call its record can be read, on the clock; PT0S at once. */
  callRecordDelay: duration.default(15 * 60_000),
  /** Shows people who are in calls as being in a call. */
  presenceInCalls: z.stringbool().or(z.boolean()).default(true),
  /** Draws ids from this seed, so that two runs draw the same. */
  idSeed: z.coerce.number().int().optional(),
  /** Secret every control request must carry, as a bearer token. */
  controlToken: z.string().min(1).optional(),
  /** Holds every answer against the published schema, and fails where they differ; for Ringback's own tests. */
  checkAnswers: z.stringbool().or(z.boolean()).default(false),
  logLevel: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn')
})

/** Where everything listens that must not be in the way of anything else. */
export const freePorts = { port: 0, httpsPort: 0, proxyPort: 0 } as const

const usualProxyPort = 4_281

/** The port of the proxy: where nothing is said of it, one that two emulators on free ports need not share. */
export function proxyPortOf({ port: plain, proxyPort }: Pick<Config, 'port' | 'proxyPort'>): number {
  return proxyPort ?? (plain === 0 ? 0 : usualProxyPort)
}

export type Config = z.output<typeof configFields>
export type ConfigInput = z.input<typeof configFields>

type Variables = Readonly<Record<string, string | undefined>>

/** Reads options; of the same option in several places the first wins: flags, environment, file. */
export async function readConfig(
  flags: Record<string, unknown>,
  env: Variables = process.env,
  configFile?: string
): Promise<Config> {
  return checkConfig({ ...(await readConfigFile(configFile)), ...fromEnvironment(env), ...defined(flags) })
}

export function checkConfig(input: Record<string, unknown>): Config {
  const result = configFields.safeParse(input)
  if (!result.success) {
    const [issue] = result.error.issues
    const name = issue?.path.join('.') || 'option'
    throw new Misconfiguration(`${name}: ${issue?.message}`)
  }
  if (!isLoopback(result.data.host) && result.data.controlToken === undefined) {
    throw new Misconfiguration(`host: '${result.data.host}' can be reached from outside: give --control-token as well.`)
  }
  return result.data
}

const configFiles = ['ringback.config.yaml', 'ringback.config.json', 'ringback.config.ts']

async function readConfigFile(given: string | undefined): Promise<Record<string, unknown>> {
  const path = given ?? configFiles.find(name => existsSync(name))
  if (path === undefined) return {}
  try {
    if (path.endsWith('.ts'))
      return ((await import(pathToFileURL(resolve(path)).href)) as { default: object }).default as never
    return (parse(await readFile(path, 'utf8')) as Record<string, unknown> | null) ?? {}
  } catch (error) {
    throw new Misconfiguration(`The config file ${path} cannot be read: ${(error as Error).message.split('\n')[0]}`)
  }
}

function fromEnvironment(env: Variables): Record<string, unknown> {
  const names = Object.keys(configFields.shape)
  return defined(Object.fromEntries(names.map(name => [name, env[`RINGBACK_${inCapitals(name)}`]])))
}

function inCapitals(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
