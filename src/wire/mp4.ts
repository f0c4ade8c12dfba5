/** Seconds between 1904, from which the format counts, and 1970. */
const epoch = 2_082_844_800

/**
 * The smallest file that is an MP4: it lasts as long as it says and has neither picture nor sound.
 * Source: ISO/IEC 14496-12, boxes ftyp, moov and mvhd.
 *
 * @param from Milliseconds since 1970, as `until`.
 */
export function emptyMp4(from: number, until: number): Buffer {
  const brands = Buffer.concat([Buffer.from('isom'), word(512), Buffer.from('isomiso2mp41')])
  const made = word(Math.floor(from / 1_000) + epoch)
  const header = Buffer.concat([
    ...[word(0), made, made, word(1_000), word(Math.max(0, until - from))],
    // Rate and volume as usual; then what is reserved.
    ...[word(0x0001_0000), Buffer.from([1, 0]), Buffer.alloc(10)],
    ...identity.map(word),
    Buffer.alloc(24),
    // The id of the next track: there is none yet.
    word(1)
  ])
  return Buffer.concat([box('ftyp', brands), box('moov', box('mvhd', header)), box('mdat', Buffer.alloc(0))])
}

/** The matrix that turns and moves nothing. */
const identity = [0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000]

function box(type: string, content: Buffer): Buffer {
  return Buffer.concat([word(8 + content.length), Buffer.from(type), content])
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
