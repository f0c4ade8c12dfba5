import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this user's programs keep their data, with a folder of ours in it. */
export function defaultDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform
): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'ringback')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ringback')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'ringback')
}
