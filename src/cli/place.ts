import { freePorts, readConfig } from '../config.js'
import { Emulator } from '../emulator.js'
import { commandEnvironment } from '../environment.js'
import { Misconfiguration } from '../misconfiguration.js'
import { ControlClient } from '../testing/control-client.js'
import { ask } from './running.js'
import { Stage, type Tried } from './stages.js'

/** The emulator that scenarios are played in. */
export interface Place {
  readonly client: ControlClient
  readonly env?: Readonly<Record<string, string>>
  readonly controlToken?: string | undefined
  readonly url: string
  close(): Promise<unknown>
}

export interface PlaceOptions {
  readonly url?: string | undefined
  readonly controlToken?: string | undefined
  readonly config?: string | undefined
  readonly botCommand?: string | undefined
  readonly flags: Record<string, unknown>
}

/** The emulator that runs at an address, or one of our own. */
export async function openPlace({ url: given, controlToken, config, botCommand, flags }: PlaceOptions): Promise<Place> {
  // Whoever has pasted what `ringback start` printed means that emulator.
  const url = given ?? (botCommand === undefined ? process.env['RINGBACK_URL'] : undefined)
  if (url === undefined) return ownEmulator(flags, config, botCommand)
  if (botCommand === undefined) return running(url, controlToken)
  throw new Misconfiguration('--bot-command starts a bot for an emulator of its own: with --url, give --bot.')
}

function running(url: string, controlToken: string | undefined): Place {
  return { client: new ControlClient(url, controlToken), url, controlToken, close: async () => {} }
}

/** On free ports, for a bot that is started here; where everybody expects it, for one that runs already. */
async function ownEmulator(
  flags: Record<string, unknown>,
  configFile: string | undefined,
  botCommand: string | undefined
): Promise<Place> {
  const ports = botCommand === undefined ? {} : freePorts
  const wanted = await readConfig({ ...defined(flags), ...ports }, process.env, configFile)
  const emulator = await Emulator.start(wanted)
  return {
    client: new ControlClient(emulator.url, wanted.controlToken),
    env: commandEnvironment(emulator),
    url: emulator.url,
    close: () => emulator.close()
  }
}

/** Where scenarios are played there. */
export function openStage({ client, env, url, controlToken }: Place, tried: Tried, another: boolean): Promise<Stage> {
  return env === undefined
    ? ask({ url, controlToken }, control => Stage.open(control, tried, another))
    : Stage.open(client, tried, another, env)
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
