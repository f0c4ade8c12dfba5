import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock/clock.js'
import type { Ids } from '../ids/ids.js'

/** What an application asked for when it sent somebody to sign in. */
export interface SignInRequest {
  readonly tenantId: string
  readonly appId: string
  readonly scope: string
  readonly redirectUri?: string | undefined
  readonly nonce?: string | undefined
  readonly challenge?: string | undefined
  /** `S256` or `plain`. */
  readonly challengeMethod?: string | undefined
}

/** Somebody has signed in, and an application may fetch tokens for it once. */
export interface SignedIn extends SignInRequest {
  readonly userId: string
}

/** A device waits until somebody has typed its code. */
export interface DeviceSignIn extends SignInRequest {
  readonly deviceCode: string
  readonly userCode: string
  /** Milliseconds since 1970, on the wall. */
  readonly expires: number
  userId?: string | undefined
  declined?: boolean | undefined
}

/** Milliseconds a code can be redeemed, and a device waits. */
const codeLifetime = 10 * 60_000
export const deviceLifetime = 15 * 60_000

/** How many of each are remembered. */
const most = 1_000

/** People who have signed in, and devices that wait for one to: nothing of it outlives the process. */
export class SignIns {
  #ids: Ids
  #clock: Clock
  #codes = new LRUCache<string, { signedIn: SignedIn; expires: number; redeemed: boolean }>({ max: most })
  #devices = new LRUCache<string, DeviceSignIn>({ max: most })

  constructor(ids: Ids, clock: Clock) {
    this.#ids = ids
    this.#clock = clock
  }

  /** An authorization code for somebody who has signed in. */
  code(signedIn: SignedIn): string {
    const code = `${this.#ids.short()}${this.#ids.short()}`
    this.#codes.set(code, { signedIn, expires: this.#clock.wallNow() + codeLifetime, redeemed: false })
    return code
  }

  /** Redeems a code, which works once. */
  redeem(code: string): SignedIn | 'unknown' | 'expired' | 'redeemed' {
    const known = this.#codes.get(code)
    if (known === undefined) return 'unknown'
    if (known.redeemed) return 'redeemed'
    if (known.expires <= this.#clock.wallNow()) return 'expired'
    known.redeemed = true
    return known.signedIn
  }

  startDevice(request: SignInRequest): DeviceSignIn {
    const deviceCode = `${this.#ids.short()}${this.#ids.short()}`
    const userCode = this.#ids.guid().replaceAll('-', '').slice(0, 9).toUpperCase()
    const device = { ...request, deviceCode, userCode, expires: this.#clock.wallNow() + deviceLifetime }
    this.#devices.set(deviceCode, device)
    return device
  }

  device(deviceCode: string): DeviceSignIn | undefined {
    return this.#devices.get(deviceCode)
  }

  /** The device whose code somebody has typed. */
  deviceNamed(userCode: string): DeviceSignIn | undefined {
    return Array.from(this.#devices.values()).find(device => device.userCode === userCode.trim().toUpperCase())
  }

  /** Whether a verifier is that of the challenge a code was asked for with. */
  static answers({ challenge, challengeMethod }: SignInRequest, verifier: string | undefined): boolean {
    if (challenge === undefined) return true
    if (verifier === undefined) return false
    if (challengeMethod === 'plain') return verifier === challenge
    return createHash('sha256').update(verifier).digest('base64url') === challenge
  }
}
