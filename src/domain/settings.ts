/** What whoever starts the emulator may choose of how the service behaves. */
export interface Settings {
  /** Whether applications need to have been granted what they do. */
  readonly permissionsAsked: boolean
  /** Whether people in calls are shown as being in a call. */
  readonly presenceInCalls: boolean
  /** How long after the end of a call its record can be read, in milliseconds. */
  readonly callRecordDelay: number
}
