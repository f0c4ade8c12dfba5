import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkConfig, freePorts } from '../config.js'
import { documents } from '../documents.js'
import { Emulator } from '../emulator.js'
import { Misconfiguration } from '../misconfiguration.js'
import { ControlClient } from '../testing/control-client.js'

/** `ringback openapi`: prints a document, or writes them all, as a running emulator publishes them. */
export async function openApi(name: string, { write }: { write?: string }): Promise<void> {
  const full = name in documents || name === 'scenario' ? name : `graph-${name}`
  if (!(full in documents || full === 'scenario')) {
    throw new Misconfiguration(`openapi: there are v1.0, beta, control and scenario, not '${name}'.`)
  }
  const emulator = await Emulator.start(checkConfig(freePorts))
  try {
    const control = new ControlClient(emulator.url)
    const schema = () => control.text('/scenarios/schema.json')
    const text = (document: string) => (document === 'scenario' ? schema() : control.text(`/openapi/${document}.yaml`))
    if (write === undefined) {
      process.stdout.write(await text(full))
      return
    }
    for (const each of Object.keys(documents)) await writeFile(join(write, `${each}.yaml`), await text(each))
    await writeFile(join(write, 'scenario.json'), await schema())
  } finally {
    await emulator.close()
  }
}
