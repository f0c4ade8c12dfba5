import { QueryRefusal } from '../../odata/query-refusal.js'
import { queryOf } from '../client-wishes.js'
import type { GraphRequest } from '../graph-route.js'

/** What is to come along with a record or a session. */
export interface Expanded {
  readonly sessions: boolean
  readonly segments: boolean
  readonly participants: boolean
}

/** Reads `$expand=sessions($expand=segments),participants_v2`. */
export function expandedIn(request: GraphRequest): Expanded {
  const wanted = queryOf(request).expand ?? []
  for (const one of wanted) {
    if (!/^(sessions(\(\$?expand=segments\))?|segments|participants_v2)$/i.test(one)) {
      throw new QueryRefusal(
        'expandNotSupported',
        `'${one}' cannot be expanded: there are sessions, sessions($expand=segments) and participants_v2.`
      )
    }
  }
  return {
    sessions: wanted.some(one => /^sessions/i.test(one)),
    segments: wanted.some(one => /segments/i.test(one)),
    participants: wanted.some(one => /^participants_v2/i.test(one))
  }
}
