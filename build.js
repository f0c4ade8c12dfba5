// Builds the package into dist: two entry points and a worker, with everything they need inside (docs/decisions/0003-one-package.md).
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

// npm packs in the order prepack (types), prepare (this): the types are to stay.
for (const name of await readdir('dist').catch(() => [])) {
  if (name !== 'types') await rm(join('dist', name), { recursive: true })
}

/** What libraries bring along and nobody here uses, though Node would read it at every start. */
const leftOut = {
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    // Messages in fifty languages: ours are English.
    onResolve({ filter: /locales\/index\.js$/ }, () => ({ path: 'locales', namespace: 'left-out' }))
    onLoad({ filter: /^locales$/, namespace: 'left-out' }, () => ({ contents: 'export {}' }))
    // Fastify's own compilers: it is given others, see src/http/compilers.ts.
    onResolve({ filter: /^@fastify\/(ajv|fast-json-stringify)-compiler$/ }, ({ path }) => ({
      path,
      namespace: 'left-out'
    }))
    onLoad({ filter: /compiler$/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is left out of the bundle.`)})`
    }))
  }
}

const { metafile } = await build({
  entryPoints: {
    index: 'src/index.ts',
    'cli/main': 'src/cli/main.ts',
    'media/synthesiser-worker': 'src/media/synthesiser-worker.ts'
  },
  plugins: [leftOut],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  sourcemap: true,
  metafile: true,
  legalComments: 'none',
  // Node reads it at every start; names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  // What is inside was partly written for CommonJS and asks for these.
  banner: {
    js: `import { createRequire as $createRequire } from 'node:module'
import { dirname as $dirname } from 'node:path'
import { fileURLToPath as $fileURLToPath } from 'node:url'
const require = $createRequire(import.meta.url)
const __filename = $fileURLToPath(import.meta.url)
const __dirname = $dirname(__filename)`
  }
})
await writeFile(join('dist', 'third-party-licenses.txt'), await licences(Object.keys(metafile.inputs)))

/** The licences of the packages whose files went in, as they ask for. */
async function licences(inputs) {
  const folders = inputs.map(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]).filter(Boolean)
  const texts = [...new Set(folders)].sort().map(async folder => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'license.md'].find(each =>
      existsSync(join(folder, each))
    )
    const text = file === undefined ? `Licence: ${license}` : await readFile(join(folder, file), 'utf8')
    return `${name} ${version}\n\n${text.trim()}\n`
  })
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`)
}

// Jest would read what is required through its own loader, which knows no modules: this asks Node's.
await writeFile(
  join('dist', 'index.cjs'),
  "'use strict'\nmodule.exports = process.getBuiltinModule('node:module').createRequire(__filename)('./index.js')\n"
)
