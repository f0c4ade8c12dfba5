export {
  CallHandle,
  type Expectation,
  ExpectationFailure,
  type UntilOptions,
  type Utterance
} from './testing/call-handle.js'
export { ControlError } from './testing/control-client.js'
export {
  type BotDescription,
  type DeliveryFilter,
  EmulatorHandle,
  type EmulatorOptions,
  type MeetingDescription,
  type RecordingPolicy,
  type RegisteredBot,
  type RequestFilter,
  type Ring,
  startEmulator
} from './testing/emulator-handle.js'
export { MeetingHandle } from './testing/meeting-handle.js'
export type { Person } from './testing/person.js'
