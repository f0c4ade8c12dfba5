import { operations, otherSubjects } from './operations.js'

/** One segment of the paths of the operation list, with what may follow it. */
export interface Branch {
  /** By segment in lower case, with its proper spelling. */
  readonly children: Map<string, { name: string; branch: Branch }>
  /** What follows an id. */
  key: { name: string; branch: Branch } | undefined
  readonly methods: Map<string, 'emulated' | 'notEmulated' | 'refused'>
  /** Set where a whole subject is not emulated: whatever follows is not either. */
  notEmulated: boolean
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

const root = grow()

/** Follows a path below the version (`/communications/calls/x/anser`) as far as it is known. */
export function walk(path: string): Walk {
  let branch = root
  let known = ''
  let nearby: string[] = []
  for (const segment of path.split('/').filter(Boolean)) {
    if (branch.notEmulated) break
    const plain = segment.toLowerCase().replace(/^microsoft\.graph\./, '')
    const next = branch.children.get(plain === 'app' && known === '' ? 'communications' : plain) ?? branch.key
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

function grow(): Branch {
  const tree = emptyBranch()
  for (const { method, path, fidelity } of operations) branchAt(tree, path).methods.set(method, fidelity)
  for (const path of otherSubjects) branchAt(tree, path).notEmulated = true
  return tree
}

function branchAt(tree: Branch, path: string): Branch {
  return path
    .split('/')
    .filter(Boolean)
    .reduce((branch, name) => {
      if (name.startsWith('{')) {
        branch.key ??= { name, branch: emptyBranch() }
        return branch.key.branch
      }
      const existing = branch.children.get(name.toLowerCase())
      if (existing !== undefined) return existing.branch
      const added = { name, branch: emptyBranch() }
      branch.children.set(name.toLowerCase(), added)
      return added.branch
    }, tree)
}

function emptyBranch(): Branch {
  return { children: new Map(), key: undefined, methods: new Map(), notEmulated: false }
}
