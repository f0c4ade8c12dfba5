const graph = /^\/(?:v1\.0|beta)\//i
const legacyCalls = /^(\/[^/]+)\/app\/calls(?=\/|$)/i
const qualifiedAction = /\/microsoft\.graph\.(?=\w+$)/i

/**
 * The same resource has several addresses: `/app/calls` is the older name of `/communications/calls`, and SDKs send
 * actions by their qualified names. Routes know one of them; a route for each would cost four times the start.
 */
export function canonicalUrl({ url = '/' }: { url?: string | undefined }): string {
  if (!graph.test(url)) return url
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  const canonical = path.replace(legacyCalls, '$1/communications/calls').replace(qualifiedAction, '/')
  return end < 0 ? canonical : canonical + url.slice(end)
}
