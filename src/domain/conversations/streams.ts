import type { Modality } from '../calls/call.js'
import type { Conversation, MediaStream } from './conversation.js'

/** What the streams of a modality are called. Source: mediaStream of public roster samples. */
const labels: Record<Modality, string> = {
  audio: 'main-audio',
  video: 'main-video',
  videoBasedScreenSharing: 'applicationsharing-video',
  data: 'data'
}

/** Adds a stream for each modality; their source ids go on from the conversation's last. */
export function openStreams(
  conversation: Conversation,
  modalities: readonly Modality[]
): { conversation: Conversation; streams: MediaStream[] } {
  const streams = modalities.map(
    (mediaType, index): MediaStream => ({
      mediaType,
      label: labels[mediaType],
      // Whoever joins with screen sharing watches until they share themselves.
      direction: mediaType === 'videoBasedScreenSharing' ? 'receiveOnly' : 'sendReceive',
      sourceId: String(conversation.streams + index + 1)
    })
  )
  return { conversation: { ...conversation, streams: conversation.streams + streams.length }, streams }
}

/** The streams with another direction for those of one kind; a stream is opened where there was none. */
export function directed(
  conversation: Conversation,
  streams: readonly MediaStream[],
  mediaType: Modality,
  direction: MediaStream['direction']
): { conversation: Conversation; streams: readonly MediaStream[] } {
  if (streams.some(stream => stream.mediaType === mediaType)) {
    const turned = streams.map(stream => (stream.mediaType === mediaType ? { ...stream, direction } : stream))
    return { conversation, streams: turned }
  }
  const opened = openStreams(conversation, [mediaType])
  return { ...opened, streams: [...streams, ...opened.streams.map(stream => ({ ...stream, direction }))] }
}

/** All streams stop, or flow again. */
export function paused(streams: readonly MediaStream[], pause: boolean): MediaStream[] {
  return streams.map(stream => ({ ...stream, direction: pause ? 'inactive' : 'sendReceive' }))
}
