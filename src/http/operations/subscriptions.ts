import { listed, type OperationEntry } from './operation.js'

const subscription = '/subscriptions/{subscription-id}'

export const subscriptionOperations: readonly OperationEntry[] = listed('notEmulated', [
  'GET,POST /subscriptions',
  `GET,PATCH,DELETE ${subscription}`,
  `POST ${subscription}/reauthorize`
])
