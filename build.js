// Builds the package into dist: two entry points that share their code, with the dependencies left outside.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

// npm packs in the order prepack (types), prepare (this): the types are to stay.
for (const name of await readdir('dist').catch(() => [])) {
  if (name !== 'types') await rm(join('dist', name), { recursive: true })
}
await build({
  entryPoints: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning'
})
