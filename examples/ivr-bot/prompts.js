/** Prompts as Graph wants them: WAV, 16 kHz, 16-bit, mono. These are little melodies; a real bot would speak. */
const sampleRate = 16_000

export const prompts = {
  'welcome.wav': melody([523, 659, 784, 1047], 4),
  'sales.wav': melody([784, 659], 2),
  'support.wav': melody([659, 784], 2),
  'goodbye.wav': melody([1047, 784, 659, 523], 3)
}

function melody(notes, seconds) {
  const samples = Math.round(sampleRate * seconds)
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(sampleRate, 24)
  file.writeUInt32LE(sampleRate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let sample = 0; sample < samples; sample++) {
    const note = notes[Math.floor((sample / samples) * notes.length)]
    file.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * note * sample) / sampleRate)), 44 + sample * 2)
  }
  return file
}
