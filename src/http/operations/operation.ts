/**
 * How far an operation is done. `emulated`: behaves as Graph does. `notEmulated`: Graph has it, Ringback answers
 * 501 and says so. `refused`: in Graph's path list, but refused by the service, and refused here alike.
 */
export type Fidelity = 'emulated' | 'notEmulated' | 'refused'

export interface OperationEntry {
  readonly method: string
  /** Below the version, with Graph's own names of the keys. */
  readonly path: string
  readonly fidelity: Fidelity
  /** The test that proves it, below `test/`. */
  readonly test?: string
}

/** Operations that are emulated, with the test that proves them. */
export function proved(test: string, lines: readonly string[]): OperationEntry[] {
  return listed('emulated', lines).map(entry => ({ ...entry, test }))
}

/** @param lines Methods and path: `GET,POST /subscriptions`. */
export function listed(fidelity: Fidelity, lines: readonly string[]): OperationEntry[] {
  return lines.flatMap(line => {
    const [methods = '', path = ''] = line.split(' ')
    return methods.split(',').map(method => ({ method, path, fidelity }))
  })
}

/**
 * What Graph gives, and what its path list has besides and its service refuses: recordings are not made by a POST.
 *
 * @param test The one that proves what is given.
 */
export function readOnly(test: string, lines: readonly string[]): OperationEntry[] {
  return lines.flatMap(line => {
    const [methods = '', path = ''] = line.split(' ')
    const others = methods.split(',').filter(method => method !== 'GET')
    return [
      ...proved(test, [`GET ${path}`]),
      ...(others.length > 0 ? listed('refused', [`${others.join()} ${path}`]) : [])
    ]
  })
}
