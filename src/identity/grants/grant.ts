import type { Clock } from '../../clock/clock.js'
import type { Ids } from '../../ids/ids.js'
import type { AccessTokens } from '../access-tokens.js'
import { EntraRefusal } from '../entra-refusal.js'
import type { RegisteredApplication, Registrations } from '../registrations.js'
import type { SignIns } from '../sign-ins.js'
import type { SigningKeys } from '../signing-keys.js'

/** The form posted to the token endpoint; what clients add beyond these is accepted and ignored. */
export type TokenForm = Readonly<Record<string, string | undefined>>

export interface TokenAnswer {
  token_type: 'Bearer'
  expires_in: number
  ext_expires_in: number
  access_token: string
  /** The rest only where a user has signed in. */
  scope?: string | undefined
  refresh_token?: string | undefined
  id_token?: string | undefined
  client_info?: string | undefined
}

/** What grants are made with. */
export interface Authority {
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: SigningKeys
  readonly tokens: AccessTokens
  readonly registrations: Registrations
  readonly signIns: SignIns
  /** Whether clients have to be known, with the secrets and certificates they have here. */
  readonly strict: boolean
}

/** A token request whose tenant and application are known. */
export interface Asked {
  readonly tenantId: string
  readonly application: RegisteredApplication
  readonly form: TokenForm
}

export function required(form: TokenForm, name: string): string {
  const value = form[name]
  if (value) return value
  throw new EntraRefusal('parameterMissing', `The request body must contain the following parameter: '${name}'.`)
}
