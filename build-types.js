// Writes the types of the package into dist/types: of what the public API reaches, as modules and for CommonJS.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const all = join('build', 'types')
const kept = join('dist', 'types')

for (const folder of [all, kept]) rmSync(folder, { recursive: true, force: true })
const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.types.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32'
})
if (status !== 0) process.exit(status ?? 1)

const reached = new Set()
reach('index.d.ts')
for (const file of reached) {
  for (const folder of [kept, join(kept, 'cjs')]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(all, file), join(folder, file))
  }
}
// The same files mean something else there: whoever requires them is given types that can be required.
writeFileSync(join(kept, 'cjs', 'package.json'), '{"type":"commonjs"}\n')

function reach(file) {
  if (reached.has(file)) return
  reached.add(file)
  for (const [, name] of readFileSync(join(all, file), 'utf8').matchAll(/(?:from |import\()["'](\.[^"']+)\.js["']/g)) {
    reach(normalize(join(dirname(file), `${name}.d.ts`)))
  }
}
