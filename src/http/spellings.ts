/** What only a path with another spelling has: most paths are found to have none at once. */
const another =
  /^\/(?:v1\.0|beta)\/(?:app|me|users|tenants|communications\/presences)(?=[/(?]|$)|^\/(?:v1\.0|beta)\/.*(?:\(|microsoft\.graph\.)/i

/** In order: each sees what the ones before it have left. */
const spellings: readonly (readonly [RegExp, string])[] = [
  // The tenant of the token may be named; `graph-replies.ts` compares the two.
  [/^(\/[^/]+)\/tenants\/[^/]+(?=\/)/i, '$1'],
  // A key stands in parentheses or after a slash: `users('adele')`.
  [/\((?:'|%27)((?:(?!'|%27).|''|%27%27)+)(?:'|%27)\)/gi, '/$1'],
  // Functions without parameters: `delta()`.
  [/\(\)/g, ''],
  // SDKs send actions by their qualified names.
  [/\/microsoft\.graph\.(?=\w+$)/i, '/'],
  [/^(\/[^/]+)\/app\/calls(?=\/|$)/i, '$1/communications/calls'],
  // Whoever has signed in is a user like others, by the name of `me`.
  [/^(\/[^/]+)\/me(?=\/|$)/i, '$1/users/me'],
  [/^(\/[^/]+)\/users\/([^/]+)\/presence(?=\/|$)/i, '$1/communications/presences/$2']
]

/**
 * The same resource has several addresses: `/app/calls` is the older name of `/communications/calls`, keys come in two
 * forms, somebody's presence can be asked for in three places. Routes know one of them; a route for each would cost
 * four times the start.
 */
export function canonicalUrl({ url = '/' }: { url?: string | undefined }): string {
  if (!another.test(url)) return url
  const end = url.indexOf('?')
  const path = spellings.reduce((text, [from, to]) => text.replace(from, to), end < 0 ? url : url.slice(0, end))
  return end < 0 ? path : path + url.slice(end)
}

/** The path of a request to Graph below the version, without its query. */
export function pathBelowVersion(url: string): string {
  return url.slice(url.indexOf('/', 1)).split('?')[0] ?? ''
}

/** The tenant a path names, if it names one. */
export function tenantNamed(url: string): string | undefined {
  return /^\/[^/]+\/tenants\/([^/?]+)\//i.exec(url)?.[1]
}
