// Everything is measured side by side with bare Fastify in the same run: rates of one machine mean nothing on another.
import { callRecords } from './call-records.js'
import { coldStart } from './cold-start.js'
import { createCall } from './create-call.js'
import { getCall } from './get-call.js'
import { liveCalls } from './live-calls.js'
import { meeting } from './meeting.js'
import { notifications } from './notifications.js'
import { scenarios } from './scenarios.js'
import { subscriptions } from './subscriptions.js'

const measures = {
  getCall,
  createCall,
  notifications,
  coldStart,
  liveCalls,
  meeting,
  subscriptions,
  callRecords,
  scenarios
}
const wanted = process.argv.slice(2)

for (const [name, measure] of Object.entries(measures)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure()
}
