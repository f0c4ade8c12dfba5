export interface Identity {
  readonly id: string
  readonly displayName?: string | undefined
  readonly tenantId?: string | undefined
  readonly identityProvider?: string | undefined
  /** Whether users do not see it. */
  readonly hidden?: boolean | undefined
  /** What the service has joined for an application, such as `LargeGallery-V2`. */
  readonly applicationType?: string | undefined
}

/** Who somebody is. Exactly one member is set. */
export interface IdentitySet {
  readonly user?: Identity | undefined
  readonly application?: Identity | undefined
  readonly applicationInstance?: Identity | undefined
  readonly phone?: Identity | undefined
  readonly guest?: Identity | undefined
  /** Somebody whom the reader may not know; opaque. */
  readonly encrypted?: Identity | undefined
}

/** Whether it is an application, by itself or through its resource account. */
export function isBot({ application, applicationInstance }: IdentitySet): boolean {
  return application !== undefined || applicationInstance !== undefined
}

/** The one who is meant by a set, whatever they are; undefined for somebody unknown. */
export function partyOf({ user, phone, guest, application, applicationInstance }: IdentitySet): Identity | undefined {
  return user ?? phone ?? guest ?? application ?? applicationInstance
}
