/** Somebody: a user by name, address or id, a phone, or a guest by the name they give. */
export type Person = { user: string } | { phone: string } | { guest: string }

/** A name, or a number that begins with `+`, as a person. */
export function personOf(person: string | Person): Person {
  if (typeof person !== 'string') return person
  return person.startsWith('+') ? { phone: person } : { user: person }
}
