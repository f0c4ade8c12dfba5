import { forAll, type PermissionRules } from './permission-rule.js'

/** Who is in the directory. Source: https://learn.microsoft.com/graph/api/user-get and user-list */
export const userRules: PermissionRules = {
  'GET /users/{}': {
    application: ['User.Read.All', 'Directory.Read.All'],
    delegated: ['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
    ownOnly: ['User.Read']
  },
  ...forAll(['GET /users', 'GET /users/$count'], {
    application: ['User.Read.All', 'Directory.Read.All'],
    delegated: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All']
  })
}
