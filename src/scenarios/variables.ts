const reference = /\$\{([^}]+)\}/g

/** A name that nothing is known of. `path` says where it stands. */
export interface UnknownVariable {
  readonly path: readonly (string | number)[]
  readonly name: string
}

/**
 * Puts values where `${name}` stands; a text that is nothing else becomes the value itself, so that numbers stay numbers.
 * Names with a dot are known only when the scenario is played, and stay as they are.
 */
export function withVariables(
  tree: unknown,
  values: Readonly<Record<string, unknown>>,
  unknown: (variable: UnknownVariable) => void,
  path: readonly (string | number)[] = []
): unknown {
  if (Array.isArray(tree)) return tree.map((item, index) => withVariables(item, values, unknown, [...path, index]))
  if (typeof tree === 'object' && tree !== null) {
    return Object.fromEntries(
      Object.entries(tree).map(([name, value]) => [name, withVariables(value, values, unknown, [...path, name])])
    )
  }
  if (typeof tree !== 'string') return tree
  const whole = /^\$\{([^}.]+)\}$/.exec(tree)?.[1]
  if (whole !== undefined && Object.hasOwn(values, whole)) return values[whole]
  return tree.replace(reference, (text, name: string) => {
    if (name.includes('.')) return text
    if (!Object.hasOwn(values, name)) unknown({ path, name })
    return String(values[name])
  })
}

/** The same for a text with names that have a dot, while the scenario is played. */
export function whilePlaying(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(reference, (written, name: string) => values.get(name) ?? written)
}
