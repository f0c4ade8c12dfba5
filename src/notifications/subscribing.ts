import type {
  CreateSubscription,
  SubscriptionCommand,
  UpdateSubscription,
  WantedSubscription
} from '../domain/subscriptions/commands.js'
import type { EncryptionCertificate, Subscription } from '../domain/subscriptions/subscription.js'
import type { Engine, Origin } from '../engine/engine.js'
import { readCertificate } from './encryption.js'
import type { EndpointValidation } from './endpoint-validation.js'

/** What was sent of a certificate. */
export interface SentCertificate {
  readonly encryptionCertificate?: string | undefined
  readonly encryptionCertificateId?: string | undefined
}

type Wish<C extends SubscriptionCommand> = Omit<C, 'type' | 'handshake'>

/**
 * Subscribes, with what has to come before: nobody is asked for an echo on behalf of a subscription that would be refused
 * anyway, and none is kept whose endpoints did not echo.
 */
export class Subscribing {
  /** Whether a subscription rests when the token it was made or renewed with has ended. */
  readonly boundToTokens: boolean
  #engine: Engine
  #validation: EndpointValidation

  constructor(engine: Engine, validation: EndpointValidation, boundToTokens: boolean) {
    this.boundToTokens = boundToTokens
    this.#engine = engine
    this.#validation = validation
  }

  async create(
    tenantId: string,
    wish: Omit<Wish<CreateSubscription>, 'wanted'> & {
      wanted: Omit<WantedSubscription, 'certificate'> & SentCertificate
    },
    origin: Origin
  ): Promise<Subscription> {
    const { encryptionCertificate: _sent, ...wanted } = wish.wanted
    const certificate = certificateOf(wish.wanted)
    const asked = { type: 'createSubscription', ...wish, wanted: { ...wanted, certificate } } as const
    const urls = [wanted.notificationUrl, wanted.lifecycleNotificationUrl]
    return this.#shakeHands(tenantId, asked, urls, origin)
  }

  async update(
    tenantId: string,
    { certificate: sent, ...wish }: Omit<Wish<UpdateSubscription>, 'certificate'> & { certificate: SentCertificate },
    origin: Origin
  ): Promise<Subscription> {
    const asked = { type: 'updateSubscription', ...wish, certificate: certificateOf(sent) } as const
    return this.#shakeHands(tenantId, asked, [wish.notificationUrl], origin)
  }

  async #shakeHands(
    tenantId: string,
    asked: Omit<CreateSubscription, 'handshake'> | Omit<UpdateSubscription, 'handshake'>,
    urls: readonly (string | undefined)[],
    origin: Origin
  ): Promise<Subscription> {
    this.#engine.weigh(tenantId, { ...asked, handshake: undefined })
    const { appId, subscriptionId } = asked
    const handshake = await this.#validation.ask({ tenantId, appId, subscriptionId }, urls)
    return (await this.#engine.execute(tenantId, { ...asked, handshake }, origin)).subscription
  }
}

function certificateOf({
  encryptionCertificate,
  encryptionCertificateId = ''
}: SentCertificate): EncryptionCertificate | 'unreadable' | 'tooSmall' | undefined {
  return encryptionCertificate === undefined
    ? undefined
    : readCertificate(encryptionCertificate, encryptionCertificateId)
}
