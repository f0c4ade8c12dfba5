export {
  CallHandle,
  type Expectation,
  ExpectationFailure,
  type UntilOptions,
  type Utterance
} from './testing/call-handle.js'
export { ControlError } from './testing/control-client.js'
export { EmulatorHandle, type EmulatorOptions, startEmulator } from './testing/emulator-handle.js'
export { MeetingHandle } from './testing/meeting-handle.js'
export type { Person } from './testing/person.js'
export { type TenantDescription, TenantHandle } from './testing/tenant-handle.js'
export { type DeliveryFilter, type RequestFilter, WatchedWorld } from './testing/watched-world.js'
export {
  type BotDescription,
  type MeetingDescription,
  type PlayOptions,
  type RecordingPolicy,
  type RegisteredBot,
  type Ring,
  WorldHandle
} from './testing/world-handle.js'
