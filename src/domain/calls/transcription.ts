import type { OperationOutcome } from '../state.js'
import type { Call } from './call.js'
import { completedAtOnce } from './media.js'
import type { PlainAction } from './participant-commands.js'

/** Beta: the service records or transcribes the call. Only transcription shows on the call. */
export function transcribe(call: Call, command: PlainAction): OperationOutcome {
  const starts = command.type === 'startTranscription'
  if (!starts && command.type !== 'stopTranscription') return completedAtOnce(call, command)
  const transcription = { state: starts ? ('active' as const) : ('inactive' as const), changedAt: command.at }
  const transcribed: Call = { ...call, transcription }
  const done = completedAtOnce(transcribed, command)
  return { ...done, events: [...done.events, { type: 'transcriptionChanged', callId: call.id, call: transcribed }] }
}
