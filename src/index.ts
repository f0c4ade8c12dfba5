export { CallHandle, type Expectation, ExpectationFailure, type UntilOptions } from './testing/call-handle.js'
export { ControlError } from './testing/control-client.js'
export {
  type BotDescription,
  type DeliveryFilter,
  EmulatorHandle,
  type EmulatorOptions,
  type RegisteredBot,
  type RequestFilter,
  type Ring,
  startEmulator
} from './testing/emulator-handle.js'
