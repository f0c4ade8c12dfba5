import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlias, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { Misconfiguration } from './misconfiguration.js'
import { packageRoot } from './package-root.js'
import type { TenantSeed } from './store/seed.js'
import { tenantFields, userOf } from './wire/directory.js'

const seedFields = z.strictObject({ tenants: z.array(tenantFields).min(1) })

/** The tenants of a seed file; of our own one when none is given. Says line and field of what is wrong in it. */
export async function readSeed(path = join(packageRoot, 'fixtures', 'tenants', 'contoso.yaml')): Promise<TenantSeed[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Misconfiguration(
      `The seed ${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`
    )
  })
  return parseSeed(text, path)
}

export function parseSeed(text: string, path: string): TenantSeed[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [broken] = document.errors
  if (broken !== undefined) {
    throw new Misconfiguration(
      `${path}:${lines.linePos(broken.pos[0]).line}: this is not YAML: ${broken.message.split('\n')[0]}`
    )
  }
  const result = seedFields.safeParse(document.toJS() ?? {})
  if (result.success) return result.data.tenants.map(tenant => ({ ...tenant, users: tenant.users.map(userOf) }))
  const [issue] = result.error.issues
  const fields = issue?.path.map(String) ?? []
  throw new Misconfiguration(`${path}:${lineOf(fields)}: ${fields.join('.') || 'the file'}: ${issue?.message}`)

  /** The line of a field, or of the nearest thing around it when it is missing. */
  function lineOf(fields: readonly string[]): number {
    for (let depth = fields.length; depth > 0; depth--) {
      const node = document.getIn(fields.slice(0, depth), true) as { range?: [number] } | undefined
      if (node?.range && !isAlias(node)) return lines.linePos(node.range[0]).line
    }
    return 1
  }
}
