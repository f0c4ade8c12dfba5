import { anybody, canonicalUrl } from '../spellings.js'
import type { Fidelity } from './operation.js'
import { betaOperations, operations, operationsBeside } from './operations.js'

/** One segment of the paths of the operation list, with what may follow it. */
export interface Branch {
  /** By segment in lower case, with its proper spelling. */
  readonly children: Map<string, { name: string; branch: Branch }>
  /** What follows an id. */
  key: { name: string; branch: Branch } | undefined
  readonly methods: Map<string, Fidelity>
}

/** How far a path is known, and where it stops being. */
export interface Walk {
  readonly branch: Branch
  /** The known part, spelled as in the list. */
  readonly known: string
  /** What is emulated nearest to it, as one would ask for it. */
  readonly nearby: readonly string[]
  /** The first segment that is not known; undefined when all are. */
  readonly unknown: string | undefined
}

type Version = 'v1.0' | 'beta'

/** Grown when somebody first goes astray: most never do. */
const roots = new Map<Version, Branch>()

function rootOf(version: Version): Branch {
  const root = roots.get(version) ?? grow(version)
  roots.set(version, root)
  return root
}

/** Follows a canonical path below the version (`/communications/calls/x/anser`) as far as it is known. */
export function walk(version: Version, path: string): Walk {
  let branch = rootOf(version)
  let known = ''
  let nearby: string[] = []
  for (const segment of path.split('/').filter(Boolean)) {
    const next = branch.children.get(plainName(segment)) ?? branch.key
    if (next === undefined) return { branch, known, nearby, unknown: segment }
    branch = next.branch
    known += `/${next.name}`
    const here = below(branch, known)
    if (here.length > 0) nearby = here
  }
  return { branch, known, nearby, unknown: undefined }
}

/** What stands below a branch, as one would ask for it: `POST …/answer`. */
function below({ children, methods }: Branch, known: string): string[] {
  const deeper = Array.from(children.values()).flatMap(({ name, branch }) =>
    emulatedAt(branch.methods).map(method => `${method} ${known}/${name}`)
  )
  return [...emulatedAt(methods).map(method => `${method} ${known}`), ...deeper]
}

function emulatedAt(methods: Branch['methods']): string[] {
  return Array.from(methods).flatMap(([method, fidelity]) => (fidelity === 'emulated' ? [method] : []))
}

function grow(version: Version): Branch {
  const tree = emptyBranch()
  const more = version === 'beta' ? betaOperations : []
  for (const { method, path, fidelity } of [...operations, ...operationsBeside, ...more]) {
    branchAt(tree, canonicalUrl({ url: `/v1.0${path}` }).slice('/v1.0'.length)).methods.set(method, fidelity)
  }
  return tree
}

function branchAt(tree: Branch, path: string): Branch {
  return path
    .split('/')
    .filter(Boolean)
    .reduce((branch, name) => {
      if (name.startsWith('{') || name === anybody) {
        branch.key ??= { name: name === anybody ? '{user-id}' : name, branch: emptyBranch() }
        return branch.key.branch
      }
      const plain = plainName(name)
      const existing = branch.children.get(plain)
      if (existing !== undefined) return existing.branch
      const added = { name: bareName(name), branch: emptyBranch() }
      branch.children.set(plain, added)
      return added.branch
    }, tree)
}

/** A function goes by its name, whatever stands in its parentheses and whether or not it is qualified. */
function bareName(segment: string): string {
  return segment.replace(/^microsoft\.graph\.(callRecords\.)?/i, '').replace(/\(.*\)$/, '')
}

function plainName(segment: string): string {
  return bareName(segment).toLowerCase()
}

function emptyBranch(): Branch {
  return { children: new Map(), key: undefined, methods: new Map() }
}
