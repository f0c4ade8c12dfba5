import { type OperationEntry, proved } from './operation.js'

const subscription = '/subscriptions/{subscription-id}'

export const subscriptionOperations: readonly OperationEntry[] = proved('e2e/subscriptions.ts', [
  'GET,POST /subscriptions',
  `GET,PATCH,DELETE ${subscription}`,
  `POST ${subscription}/reauthorize`
])
