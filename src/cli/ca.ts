import { writeFile } from 'node:fs/promises'
import { defaultDataFolder } from '../certificates/data-folder.js'
import { openKeyring } from '../certificates/keyring.js'
import { Misconfiguration } from '../misconfiguration.js'

/** `ringback ca`: the certificate to trust, made on first use. */
export async function ca({ out, dataDir }: { out?: string; dataDir?: string }): Promise<void> {
  const folder = dataDir ?? process.env['RINGBACK_DATA_DIR'] ?? defaultDataFolder()
  const { caCertificate } = await openKeyring(folder, Date.now())
  if (out === undefined) {
    process.stdout.write(caCertificate)
    return
  }
  await writeFile(out, caCertificate).catch((error: NodeJS.ErrnoException) => {
    throw new Misconfiguration(`${out} cannot be written: ${error.code ?? error.message}`)
  })
}
