/** Stands for a user in the paths of what is asked for without saying whose it is. */
export const anybody = '-'

/** What only a path with another spelling has: most paths are found to have none at once. */
const another =
  /^\/beta\/|^\/v1\.0\/(?:app|me|users|tenants|communications\/(?:presences|onlineMeetings|adhocCalls))(?=[/(?]|$)|^\/v1\.0\/.*(?:\(|microsoft\.graph\.)/i

/** In order: each sees what the ones before it have left. */
const spellings: readonly (readonly [RegExp, string])[] = [
  // What beta has besides is refused elsewhere; nearly everything is the same in both.
  [/^\/beta(?=\/)/i, '/v1.0'],
  // The tenant of the token may be named; `graph-replies.ts` compares the two.
  [/^(\/[^/]+)\/tenants\/[^/]+(?=\/)/i, '$1'],
  // A key stands in parentheses or after a slash: `users('adele')`.
  [/\((?:'|%27)((?:(?!'|%27).|''|%27%27)+)(?:'|%27)\)/gi, '/$1'],
  // Functions: `delta()`, and those whose parameters are read from the address as it was written.
  [/\(\)/g, ''],
  [/(\/(?:microsoft\.graph\.)?(?:callRecords\.)?get\w+)\([^()/]*\)/gi, '$1'],
  // What something is besides, in the middle of a path: only one kind of registration is ours.
  [/\/microsoft\.graph\.(?:external)?meetingRegistration(?=\/|$)/gi, ''],
  // SDKs send actions and functions by their qualified names.
  [/\/microsoft\.graph\.(?:callRecords\.)?(?=\w+(?:\/|$))/gi, '/'],
  [/^(\/[^/]+)\/app\/(calls|onlineMeetings)(?=\/|$)/i, '$1/communications/$2'],
  // Whoever they belong to.
  [/^(\/[^/]+)\/communications\/(onlineMeetings|adhocCalls)(?=\/|$)/i, `$1/users/${anybody}/$2`],
  // Whoever has signed in is a user like others, by the name of `me`.
  [/^(\/[^/]+)\/me(?=\/|$)/i, '$1/users/me'],
  [/^(\/[^/]+)\/users\/([^/]+)\/presence(?=\/|$)/i, '$1/communications/presences/$2']
]

/**
 * The same resource has several addresses: `/app/calls` is the older name of `/communications/calls`, keys come in two
 * forms, somebody's presence can be asked for in three places. Routes know one of them; a route for each would cost
 * four times the start.
 *
 * Both versions of Graph have the same routes, for the same reason; {@link versionOf} tells which was meant.
 */
export function canonicalUrl({ url = '/' }: { url?: string | undefined }): string {
  if (!another.test(url)) return url
  const end = url.indexOf('?')
  const path = spellings.reduce((text, [from, to]) => text.replace(from, to), end < 0 ? url : url.slice(0, end))
  return end < 0 ? path : path + url.slice(end)
}

/** The path of a request to Graph below the version, without its query. */
export function pathBelowVersion(url: string): string {
  return /^\/[^/?]*(\/[^?]*)?/.exec(url)?.[1] ?? ''
}

/** The tenant a path names, if it names one. */
export function tenantNamed(url: string): string | undefined {
  return /^\/[^/]+\/tenants\/([^/?]+)\//i.exec(url)?.[1]
}

/** The version of Graph a request speaks to. */
export function versionOf({ originalUrl }: { originalUrl: string }): 'v1.0' | 'beta' {
  return /^\/beta(?:\/|$)/i.test(originalUrl) ? 'beta' : 'v1.0'
}
