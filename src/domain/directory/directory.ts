import type { RecordingPolicy } from '../compliance/policy.js'

/** What a person does when rung: after so many milliseconds, or never. */
export interface FarEndBehaviour {
  readonly action: 'answer' | 'decline' | 'busy' | 'ignore'
  readonly afterMs: number
}

/** Somebody of the tenant. */
export interface User {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  /** Any password is right when absent. */
  readonly password?: string | undefined
  /** E.164, with `+`. */
  readonly phone?: string | undefined
  readonly farEnd: FarEndBehaviour
  /** Who records what they say. */
  readonly recordingPolicy?: RecordingPolicy | undefined
}

/** A resource account through which a bot has a phone number. */
export interface ApplicationInstance {
  readonly id: string
  readonly displayName: string
  readonly phone?: string | undefined
}

/** Source: https://learn.microsoft.com/graph/cloud-communication-online-meeting-application-access-policy */
export interface ApplicationAccessPolicy {
  /** Ids of the users it was granted to. */
  readonly users: readonly string[]
}

/** An app registration, as Entra ID and the bot's calling channel know it. */
export interface Application {
  /** The app (client) id. */
  readonly appId: string
  /** The object id of its service principal: `oid` of its tokens. */
  readonly servicePrincipalId: string
  readonly displayName: string
  /** Absent for an adopted application, for which every secret is right. */
  readonly secret?: string | undefined
  /** When the secret ends, in milliseconds since 1970 on the wall; never when absent. */
  readonly secretExpires?: number | undefined
  /** Those it signs assertions with, as PEM. */
  readonly certificates?: readonly string[] | undefined
  /** The calling webhook: where incoming calls are announced. */
  readonly callbackUri?: string | undefined
  /** Application permissions granted in this tenant, as they stand in `roles`. */
  readonly permissions: readonly string[]
  /** What it may do on behalf of people, as consented to in this tenant. */
  readonly delegatedPermissions: readonly string[]
  /** Whose meetings it may touch on its own; everybody's when absent. */
  readonly applicationAccessPolicy?: ApplicationAccessPolicy | undefined
  readonly instances: readonly ApplicationInstance[]
}

/** The name or id by which a person or a script speaks of somebody: `adele`, her address, her id, her number. */
export function answersTo(user: User, name: string): boolean {
  const wanted = name.toLowerCase()
  const address = user.userPrincipalName.toLowerCase()
  const display = user.displayName.toLowerCase()
  const names = [user.id, user.phone, address, address.split('@')[0], display, display.split(' ')[0]]
  return names.includes(wanted)
}

/** How an application is reached by a name, an id or a number: itself, or through its resource account; undefined if not. */
export function reached(
  application: Application,
  { application: name, phone }: { application?: string | undefined; phone?: string | undefined }
): { instance: ApplicationInstance | undefined } | undefined {
  const instance = application.instances.find(({ id, phone: own }) =>
    phone === undefined ? id === name?.toLowerCase() : own === phone
  )
  if (instance !== undefined) return { instance }
  return name !== undefined && isCalled(application, name) ? { instance: undefined } : undefined
}

/** The app id, display name, or display name in lower case with dashes by which one speaks of an application. */
function isCalled(application: Application, name: string): boolean {
  const wanted = name.toLowerCase()
  const display = application.displayName.toLowerCase()
  return application.appId === wanted || display === wanted || display.replaceAll(' ', '-') === wanted
}
