/** Who may do something: one permission of a list will do, and the first is the least privileged. */
export interface PermissionRule {
  /** For an application on its own, as they stand in `roles`. None is needed when empty; absent when it cannot at all. */
  readonly application?: readonly string[]
  /** For an application on somebody's behalf, as they stand in `scp`. */
  readonly delegated?: readonly string[]
  /** Which of those for somebody will do only for what is their own. */
  readonly ownOnly?: readonly string[]
}

/** By method and path below the version, with `{}` for each key: `GET /communications/calls/{}`. */
export type PermissionRules = Readonly<Record<string, PermissionRule>>

/** The name of an operation in {@link PermissionRules}, however its keys are called; `-` stands for anybody. */
export function operationKey(method: string, path: string): string {
  return `${method} ${path.replace(/:\w+|\{[^}]*\}|(?<=\/)-(?=\/|$)/g, '{}')}`
}

/** The same rule for several operations. */
export function forAll(operations: readonly string[], rule: PermissionRule): PermissionRules {
  return Object.fromEntries(operations.map(operation => [operation, rule]))
}
