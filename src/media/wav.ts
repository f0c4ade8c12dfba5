/** Why a file cannot be played. */
export class NotPlayable extends Error {}

/** Graph plays one format: WAV, PCM, 16 kHz, 16-bit, mono. Source: https://learn.microsoft.com/graph/api/call-playprompt */
const sampleRate = 16_000
const bytesPerSample = 2

const pcm = 1
/** The real format follows in a longer header; PCM in it counts as PCM. */
const extensible = 0xfffe

/** How long a WAV file plays, in milliseconds. Throws {@link NotPlayable} saying what is wrong with it. */
export function wavDuration(file: Buffer): number {
  return durationOf(samplesOf(file))
}

/** How long so many samples last, in milliseconds. */
export function durationOf(samples: Buffer): number {
  return (samples.length / (sampleRate * bytesPerSample)) * 1_000
}

/** How many bytes of samples so many milliseconds are. */
export function bytesIn(milliseconds: number): number {
  return Math.round((milliseconds * sampleRate) / 1_000) * bytesPerSample
}

/** The samples of a WAV file. Throws {@link NotPlayable} saying what is wrong with it. */
export function samplesOf(file: Buffer): Buffer {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new NotPlayable('It is not a WAV file.')
  }
  let formatSeen = false
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const content = file.subarray(at + 8, at + 8 + size)
    if (name === 'fmt ') {
      checkFormat(content)
      formatSeen = true
    }
    // A file written to a pipe cannot know its size; what is there counts.
    if (name === 'data' && formatSeen) return content
    at += 8 + size + (size % 2)
  }
  throw new NotPlayable('It has no audio data.')
}

function checkFormat(format: Buffer): void {
  if (format.length < 16) throw new NotPlayable('Its format header is cut short.')
  const tag = format.readUInt16LE(0)
  const encoding = tag === extensible && format.length >= 26 ? format.readUInt16LE(24) : tag
  const found = [
    encoding === pcm ? '' : `encoding ${encoding} instead of PCM`,
    unless(format.readUInt32LE(4), sampleRate, 'Hz'),
    unless(format.readUInt16LE(14), bytesPerSample * 8, 'bits'),
    unless(format.readUInt16LE(2), 1, 'channel(s)')
  ].filter(Boolean)
  if (found.length > 0) throw new NotPlayable(`It has ${found.join(' and ')}.`)
}

function unless(found: number, wanted: number, unit: string): string {
  return found === wanted ? '' : `${found} ${unit} instead of ${wanted}`
}

/** A WAV file of samples. */
export function wavFile(samples: Buffer): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(pcm, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * bytesPerSample, 28)
  header.writeUInt16LE(bytesPerSample, 32)
  header.writeUInt16LE(bytesPerSample * 8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}
