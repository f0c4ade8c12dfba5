import { writeFile } from 'node:fs/promises'
import { localCa } from '../emulator.js'
import { Misconfiguration } from '../misconfiguration.js'

/** `ringback ca`: the certificate to trust, made on first use. */
export async function ca({ out, dataDir }: { out?: string; dataDir?: string }): Promise<void> {
  const caCertificate = await localCa(dataDir ?? process.env['RINGBACK_DATA_DIR'])
  if (out === undefined) {
    process.stdout.write(caCertificate)
    return
  }
  await writeFile(out, caCertificate).catch((error: NodeJS.ErrnoException) => {
    throw new Misconfiguration(`${out} cannot be written: ${error.code ?? error.message}`)
  })
}
