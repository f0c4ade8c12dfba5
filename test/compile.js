// Compiles src and test to build/, file by file, so that coverage and stack traces lead back to the sources.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

rmSync('build', { recursive: true, force: true })
await build({
  entryPoints: ['src', 'test'].flatMap(folder =>
    readdirSync(folder, { recursive: true })
      .filter(name => name.endsWith('.ts'))
      .map(name => join(folder, name))
  ),
  outdir: 'build',
  outbase: '.',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning'
})
