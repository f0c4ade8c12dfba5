/** Something the user set up is not right: a flag, a file, a port. One line says what; the CLI exits with 2. */
export class Misconfiguration extends Error {
  override readonly name = 'Misconfiguration'
}
