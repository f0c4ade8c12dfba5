import type { GraphOptions } from '../graph-route.js'

export type CallsOptions = GraphOptions
