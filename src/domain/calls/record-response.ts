import { cancel, type DeadlineChange, expiry, progress } from '../deadlines.js'
import type { CallOutcome } from '../state.js'
import type { Call, Speech } from './call.js'
import type { FarEndSpeaks } from './far-end-commands.js'
import { callLimits } from './limits.js'
import { operationEndings } from './operation-endings.js'
import type { Heard, Operation, Recording } from './operations.js'
import { resultInfo } from './result-info.js'
import type { RecordingOver } from './service-commands.js'
import type { Tone } from './tones.js'

/** The prompt is over: a beep, and from then on whatever is said is recorded. */
export function beginRecording(call: Call, operation: Operation, at: number): CallOutcome {
  const { recording } = operation
  if (recording === undefined) throw new TypeError('Only recordResponse records.')
  const from = recording.playBeep ? at + callLimits.beep : at
  const speaking = call.speech !== undefined && call.speech.until > from ? call.speech : undefined
  const heard = speaking === undefined ? [] : [hears({ ...recording, from }, speaking)]
  const started: Operation = { ...operation, recording: { ...recording, from, heard } }
  return {
    call,
    operations: [started],
    events: [{ type: 'recordingStarted', callId: call.id, call, operation: started }],
    // Whoever says nothing all the time was silent, even if the longest recording is as long.
    deadlines: [
      speaking === undefined
        ? expiry('silence', from + recording.initialSilenceMs, ends(started, 'initialSilenceTimeout'))
        : pauseAfter(started, recording, speaking),
      expiry('recordingMaximum', from + recording.maxDurationMs, ends(started, 'maxRecordDurationReached'))
    ]
  }
}

/** Somebody says something. What is recorded of it depends on what records, if anything does. */
export function farEndSpeaks(
  call: Call,
  { speechId, durationMs, voice, at }: FarEndSpeaks,
  recorder: Operation | undefined
): CallOutcome {
  const speech: Speech = { id: speechId, from: at, until: at + durationMs }
  const spoke: Call = voice ? { ...call, speech } : call
  const events = [{ type: 'farEndSpoke' as const, callId: call.id, call: spoke, speechId, durationMs, voice }]
  const recording = recorder?.recording
  if (!voice || recorder === undefined || recording?.from === undefined || speech.until <= recording.from) {
    return { call: spoke, events }
  }
  const heard = [...recording.heard, hears(recording, speech)]
  const listening: Operation = { ...recorder, recording: { ...recording, heard } }
  return {
    call: spoke,
    operations: [listening],
    events,
    deadlines: [cancel(call, 'silence'), pauseAfter(recorder, recording, speech)]
  }
}

/** The recording as it is when one of its stop tones is among those pressed; undefined when none is. */
export function stoppedBy(operation: Operation, tones: readonly Tone[], at: number): Operation | undefined {
  const { recording } = operation
  if (recording?.from === undefined || at < recording.from) return undefined
  return recording.stopTones.some(stop => tones.includes(stop))
    ? recorded(operation, 'stopToneDetected', at)
    : undefined
}

const endings = {
  stopToneDetected: operationEndings.stopTone,
  maxRecordDurationReached: operationEndings.longest,
  maxSilenceTimeout: operationEndings.silence,
  initialSilenceTimeout: operationEndings.noSpeech
} as const

/** The recording as it is when it is over. Without a word it has failed. */
export function recorded(operation: Operation, because: RecordingOver, at: number): Operation {
  const { recording } = operation
  return {
    ...operation,
    status: because === 'initialSilenceTimeout' ? 'failed' : 'completed',
    completionReason: because,
    resultInfo: resultInfo(endings[because]),
    recording: recording && { ...recording, lastedMs: at - (recording.from ?? at) }
  }
}

function hears({ from = 0 }: Recording, speech: Speech): Heard {
  return {
    speechId: speech.id,
    offsetMs: Math.max(0, speech.from - from),
    skippedMs: Math.max(0, from - speech.from)
  }
}

function ends({ callId, id: operationId }: Operation, because: RecordingOver) {
  return { type: 'recordingEnds', callId, operationId, because } as const
}

/** When the speaker will have been silent for too long. */
function pauseAfter(operation: Operation, { maxSilenceMs }: Recording, { until }: Speech): DeadlineChange {
  return progress('silence', until + maxSilenceMs, ends(operation, 'maxSilenceTimeout'))
}
