/** Whose requests are counted together. */
export type ThrottlingScope = 'application' | 'applicationInTenant' | 'tenant' | 'record'

export interface ThrottlingLimit {
  readonly name: string
  /** How many are answered within the window. */
  readonly requests: number
  readonly windowSeconds: number
  readonly scope: ThrottlingScope
  /** Which requests count, by method and canonical path below the version: `GET /communications/callRecords`. */
  readonly counts: RegExp
}

/** Of calls: not how often, but how many. */
export interface CallQuota {
  readonly name: 'concurrentCalls'
  readonly calls: number
}

const month = 30 * 24 * 60 * 60

/**
 * What Graph answers before it says 429. Every limit that a request matches counts it; the first that is exceeded refuses.
 * Source: https://learn.microsoft.com/graph/throttling-limits, of 2026; the quotas of calls are those of 2021.
 */
export const throttlingLimits: readonly ThrottlingLimit[] = [
  { name: 'graph', requests: 130_000, windowSeconds: 10, scope: 'application', counts: /./ },
  {
    name: 'calls',
    requests: 50_000,
    windowSeconds: 15,
    scope: 'applicationInTenant',
    counts: / \/communications\/calls/i
  },
  {
    name: 'callsPerMonth',
    requests: 10_000,
    windowSeconds: month,
    scope: 'applicationInTenant',
    counts: /^POST \/communications\/calls\/?$/i
  },
  {
    name: 'onlineMeetings',
    requests: 2_000,
    windowSeconds: month,
    scope: 'applicationInTenant',
    counts: /^POST \/(communications|users\/[^/]+)\/onlineMeetings(\/createOrGet)?\/?$/i
  },
  {
    name: 'presence',
    requests: 10_000,
    windowSeconds: 30,
    scope: 'applicationInTenant',
    counts: / \/communications\/(presences|getPresencesByUserId)/i
  },
  {
    name: 'callRecords',
    requests: 15_000,
    windowSeconds: 20,
    scope: 'application',
    counts: / \/communications\/callRecords/i
  },
  {
    name: 'callRecordsOfTenant',
    requests: 10_000,
    windowSeconds: 20,
    scope: 'tenant',
    counts: / \/communications\/callRecords/i
  },
  {
    name: 'callRecordsOfApplication',
    requests: 1_500,
    windowSeconds: 20,
    scope: 'applicationInTenant',
    counts: / \/communications\/callRecords/i
  },
  {
    name: 'callRecord',
    requests: 40,
    windowSeconds: 20,
    scope: 'record',
    counts: /^GET \/communications\/callRecords\/[0-9a-f-]{36}/i
  },
  {
    name: 'callRecordList',
    requests: 40,
    windowSeconds: 20,
    scope: 'applicationInTenant',
    counts: /^GET \/communications\/callRecords\/?$/i
  },
  {
    name: 'pstnCallsOfTenant',
    requests: 1_000,
    windowSeconds: 60,
    scope: 'tenant',
    counts: /getPstnCalls|getDirectRoutingCalls/i
  },
  {
    name: 'pstnCallsOfApplication',
    requests: 200,
    windowSeconds: 60,
    scope: 'applicationInTenant',
    counts: /getPstnCalls|getDirectRoutingCalls/i
  },
  {
    name: 'pstnCalls',
    requests: 50,
    windowSeconds: 60,
    scope: 'record',
    counts: /getPstnCalls|getDirectRoutingCalls/i
  }
]

export const concurrentCalls: CallQuota = { name: 'concurrentCalls', calls: 100 }
