import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { defaultDataFolder } from './certificates/data-folder.js'
import { type Keyring, openKeyring, standInHosts } from './certificates/keyring.js'
import { RealClock } from './clock/real-clock.js'
import { SwitchingClock } from './clock/switching-clock.js'
import { type Config, proxyPortOf } from './config.js'
import { Journals } from './control/journals.js'
import { controlPlugin } from './control/plugin.js'
import { documentNamed } from './documents.js'
import { Adoption } from './engine/adoption.js'
import { Engine } from './engine/engine.js'
import { Snapshots } from './engine/snapshots.js'
import { Faults } from './faults/faults.js'
import { buildApp } from './http/app.js'
import { Exchange } from './http/exchange.js'
import { RequestJournal } from './http/request-journal.js'
import { Throttle } from './http/throttling/throttle.js'
import { AccessTokens } from './identity/access-tokens.js'
import { Authenticate } from './identity/authenticate.js'
import { OutboundTokens } from './identity/outbound-tokens.js'
import { identityPlugin } from './identity/plugin.js'
import { SignIns } from './identity/sign-ins.js'
import { SigningKey } from './identity/signing-key.js'
import { SigningKeys } from './identity/signing-keys.js'
import { ValidationTokens } from './identity/validation-tokens.js'
import { randomIds } from './ids/random-ids.js'
import { seededIds } from './ids/seeded-ids.js'
import { explained, listen } from './listening.js'
import { isLoopback } from './loopback.js'
import { Player } from './media/player.js'
import { Recordings } from './media/recordings.js'
import { Speeches } from './media/speeches.js'
import { Misconfiguration } from './misconfiguration.js'
import { ChangeDispatcher } from './notifications/change-dispatcher.js'
import type { Delivery } from './notifications/delivery.js'
import { DeliveryJournal } from './notifications/delivery-journal.js'
import { Dispatcher } from './notifications/dispatcher.js'
import { EndpointValidation } from './notifications/endpoint-validation.js'
import { Post } from './notifications/post.js'
import { Subscribing } from './notifications/subscribing.js'
import { version } from './package-root.js'
import { HttpsProxy } from './proxy/https-proxy.js'
import { readSeed } from './seed-file.js'
import type { TenantSeed } from './store/seed.js'

/** Real milliseconds that notifications on their way are given when the emulator stops. */
const closingGrace = 5_000

/** The whole far side, running. Everything is put together here and nowhere else. */
export class Emulator {
  readonly url: string
  readonly httpsUrl: string
  /** For bots that cannot be told where Graph is. */
  readonly proxyUrl: string
  readonly caPath: string
  /** The tenant it began with. */
  readonly tenant: TenantSeed
  /** What happened in it, what it was asked and what it posted. */
  readonly journals: Journals
  #parts: Parts
  #closing: Promise<Delivery[]> | undefined

  private constructor(parts: Parts, host: string) {
    const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port
    this.#parts = parts
    this.url = `http://${host}:${portOf(parts.app.server)}`
    this.httpsUrl = `https://localhost:${portOf(parts.https)}`
    this.proxyUrl = `http://${host}:${portOf(parts.proxy.server)}`
    this.caPath = parts.keyring.caPath
    this.tenant = parts.tenant
    this.journals = parts.journals
  }

  /** Starts with a complete configuration. Throws {@link Misconfiguration} for what the user can mend. */
  static async start(config: Config): Promise<Emulator> {
    const parts = await assemble(config)
    const { app, https, proxy } = parts
    try {
      await app.listen({ host: config.host, port: config.port })
      await listen(https, config.host, config.httpsPort)
      await listen(proxy.server, config.host, proxyPortOf(config))
    } catch (error) {
      await closeParts(parts)
      throw explained(error as NodeJS.ErrnoException)
    }
    return new Emulator(parts, config.host.includes(':') ? `[${config.host}]` : config.host)
  }

  /** Moves time on by so many milliseconds. */
  advance(milliseconds: number): Promise<void> {
    return this.#parts.clock.advance(milliseconds)
  }

  /** Stops; notifications on their way are waited for. Gives those that were not delivered. Twice is harmless. */
  close(): Promise<Delivery[]> {
    this.#closing ??= closeParts(this.#parts)
    return this.#closing
  }
}

interface Parts {
  readonly app: FastifyInstance
  readonly https: HttpsServer
  readonly proxy: HttpsProxy
  readonly clock: SwitchingClock
  readonly dispatcher: Dispatcher
  readonly changeDispatcher: ChangeDispatcher
  readonly post: Post
  readonly player: Player
  readonly speeches: Speeches
  readonly journals: Journals
  readonly keyring: Keyring
  readonly tenant: TenantSeed
}

async function assemble(config: Config): Promise<Parts> {
  const clock = new SwitchingClock({
    mode: config.clock,
    start: config.startTime === undefined ? undefined : Date.parse(config.startTime),
    settle: config.clockSettle,
    patience: config.clockPatience
  })
  const startedAt = clock.wallNow()
  const [tenants, keyring] = await Promise.all([readSeed(config.seed), openKeys(config.dataDir, startedAt)])
  const [tenant] = tenants
  if (tenant === undefined) throw new Misconfiguration('seed: there must be a tenant.')
  const ids = config.idSeed === undefined ? randomIds : seededIds(config.idSeed)
  const onDefect = (error: unknown) => app.log.error(error, 'defect')
  const engine = new Engine({
    ...{ clock, ids, tenants, onDefect },
    settings: {
      permissionsAsked: config.auth === 'strict',
      presenceInCalls: config.presenceInCalls,
      callRecordDelay: config.callRecordDelay
    }
  })
  const keys = new SigningKeys(new SigningKey(keyring.signer), async ({ expired }) => {
    const { createSigner } = await import('./certificates/x509.js')
    return new SigningKey(await createSigner(clock.wallNow(), expired ? -1 : undefined))
  })
  const registrations = new Adoption({ engine, auth: config.auth })
  const tokens = new AccessTokens(keys, clock, ids, config.auth)
  const requests = new RequestJournal()
  const throttle = new Throttle(
    tenantId => engine.clockOf(tenantId),
    ({ tenantId, appId }) => engine.tenant(tenantId).state.callCount(appId)
  )
  throttle.change(throttlingOf(config.throttling))
  const deliveries = new DeliveryJournal()
  const post = new Post(config.notificationTimeout)
  const faults = new Faults()
  const dispatcher = new Dispatcher({
    engine,
    onDefect,
    tokens: new OutboundTokens(keys, clock),
    journal: deliveries,
    post,
    faults
  })
  const changeDispatcher = new ChangeDispatcher({
    ...{ engine, onDefect, post, faults },
    tokens: new ValidationTokens(keys, clock),
    journal: deliveries,
    timeoutMs: config.changeNotificationTimeout,
    retryTimeoutMs: config.changeNotificationRetryTimeout,
    endpointStates: config.endpointStates,
    batchMs: config.notificationBatching
  })
  const validation = new EndpointValidation({
    ...{ engine, post },
    journal: deliveries,
    timeoutMs: config.validationTimeout
  })
  const player = new Player({ engine, onDefect })
  const speeches = new Speeches()
  const recordings = new Recordings(engine, speeches)
  engine.listen((event, origin) => {
    if (origin instanceof Exchange && 'callId' in event) origin.callId = event.callId
  })
  const snapshots = new Snapshots(engine, clock, version)
  const journals = new Journals(engine, requests, deliveries)
  const reset = (tenantId?: string) => {
    if (tenantId === undefined) snapshots.resetClock()
    engine.reset(tenantId)
    dispatcher.reset(tenantId)
    changeDispatcher.reset(tenantId)
    if (tenantId === undefined) faults.remove()
    else faults.removeOf(tenantId)
    player.reset()
    recordings.reset(tenantId)
    requests.reset(tenantId)
  }
  const { app, routes } = buildApp({
    house: {
      ...{ clock, ids, engine, requests, throttle, faults },
      subscribing: new Subscribing(engine, validation, config.tokenBinding),
      authenticate: new Authenticate(tokens, registrations),
      recording: id => recordings.find(id)
    },
    identity: identityPlugin({
      ...{ clock, ids, keys, tokens, registrations },
      signIns: new SignIns(ids, clock),
      strict: config.auth === 'strict'
    }),
    control: controlPlugin({
      engine,
      clock,
      ids,
      requests,
      deliveries,
      journals,
      dispatcher,
      keys,
      throttle,
      faults,
      snapshots,
      version,
      startedAt,
      speeches,
      reset,
      caCertificate: keyring.caCertificate,
      controlToken: config.controlToken,
      openApi: name => documentNamed(name, routes)
    }),
    logLevel: config.logLevel,
    checkAnswers: config.checkAnswers
  })
  await app.ready()
  const { certificate: cert, key: serverKey } = keyring.server
  const https = createHttpsServer({ cert, key: serverKey }, (request, response) => app.routing(request, response))
  https.on('upgrade', (request, socket, head) => app.server.emit('upgrade', request, socket, head))
  const proxy = new HttpsProxy({
    hosts: standInHosts,
    secure: https,
    caCertificate: keyring.caCertificate,
    // An open door to everywhere is for this machine only.
    passesOn: isLoopback(config.host)
  })
  return { app, https, proxy, clock, dispatcher, changeDispatcher, post, player, speeches, journals, keyring, tenant }
}

async function closeParts(parts: Parts): Promise<Delivery[]> {
  const { app, https, proxy, clock, dispatcher, changeDispatcher, post, player, speeches } = parts
  const left = await Promise.all([dispatcher.close(closingGrace), changeDispatcher.close(closingGrace)])
  await post.close()
  clock.stop()
  await proxy.close()
  https.closeAllConnections()
  await Promise.all([app.close(), new Promise(resolve => https.close(resolve)), player.close(), speeches.close()])
  return left.flat()
}

/** What is meant by `off`, `on`, or names of limits with commas between them. */
function throttlingOf(text: string): Record<string, boolean> {
  const { names } = Throttle
  const named = text === 'on' ? names : text.split(',').map(name => name.trim())
  const unknown = text === 'off' ? undefined : named.find(name => !names.includes(name))
  if (unknown === undefined) return Object.fromEntries(names.map(name => [name, named.includes(name)]))
  throw new Misconfiguration(
    `throttling: there is no limit '${unknown}': take off, on, or some of ${names.join(', ')}.`
  )
}

/** The certificate of the CA in a data folder, the user's by default; made if there is none. */
export async function localCa(dataDir: string | undefined): Promise<string> {
  const { caCertificate } = await openKeys(dataDir, new RealClock().wallNow())
  return caCertificate
}

async function openKeys(dataDir: string | undefined, now: number): Promise<Keyring> {
  const folder = dataDir ?? defaultDataFolder()
  return openKeyring(folder, now).catch((error: NodeJS.ErrnoException) => {
    throw new Misconfiguration(
      `The keys in ${folder} cannot be read or made (${error.code ?? error.message}): choose another folder with --data-dir.`
    )
  })
}
