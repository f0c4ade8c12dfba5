import { z } from 'zod'
import type { User } from '../domain/directory/directory.js'

/** What is told of somebody unless more is selected. Source: https://learn.microsoft.com/graph/api/resources/user */
export const userOut = z
  .object({
    '@odata.context': z.string().optional(),
    businessPhones: z.array(z.string()),
    displayName: z.string(),
    givenName: z.string().nullable(),
    jobTitle: z.string().nullable(),
    mail: z.string().nullable(),
    mobilePhone: z.string().nullable(),
    officeLocation: z.string().nullable(),
    preferredLanguage: z.string().nullable(),
    surname: z.string().nullable(),
    userPrincipalName: z.string(),
    id: z.string()
  })
  .meta({ id: 'microsoft.graph.user' })

export function userToWire({ id, displayName, userPrincipalName, phone }: User): z.input<typeof userOut> {
  const [givenName = null, ...surname] = displayName.split(' ')
  return {
    businessPhones: phone === undefined ? [] : [phone],
    displayName,
    givenName,
    jobTitle: null,
    mail: userPrincipalName,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: surname.join(' ') || null,
    userPrincipalName,
    id
  }
}
