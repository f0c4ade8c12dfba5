import { forAll, type PermissionRule, type PermissionRules } from './permission-rule.js'

/** What may be fetched of each. */
const contents = { recordings: ['content'], transcripts: ['content', 'metadataContent'] }

/** Recordings or transcripts: of one meeting or call, and all of one organizer's together. */
export function artifactRules(
  root: string,
  kind: 'recordings' | 'transcripts',
  permission: string,
  all: PermissionRule
): PermissionRules {
  const path = `${root}/{}/${kind}`
  const together = `${root}/getAll${kind[0]?.toUpperCase()}${kind.slice(1)}`
  const single = [path, `${path}/$count`, `${path}/delta`, `${path}/{}`]
  const reads = [...single, ...contents[kind].map(content => `${path}/{}/${content}`)].map(one => `GET ${one}`)
  return {
    ...forAll(reads, { application: [permission], delegated: [permission] }),
    ...forAll([`GET ${together}`, `GET ${together}/delta`], all)
  }
}
