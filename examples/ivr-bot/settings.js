/**
 * Where the bot finds Graph, its authority and itself. Without any of these set it would speak to Microsoft; with the
 * ones that `ringback start` prints it speaks to Ringback, and nothing else changes.
 */
const { env } = process

export const settings = {
  graphUrl: env.GRAPH_BASE_URL ?? 'https://graph.microsoft.com',
  authority: env.AZURE_AUTHORITY_HOST ?? 'https://login.microsoftonline.com',
  tenantId: env.AZURE_TENANT_ID,
  clientId: env.AZURE_CLIENT_ID,
  clientSecret: env.AZURE_CLIENT_SECRET,
  /** What verifies the notifications: the keys of the calling service. */
  callingMetadata: `${env.RINGBACK_HTTPS_URL ?? 'https://api.aps.skype.com'}/v1/.well-known/OpenIdConfiguration`,
  port: Number(env.PORT ?? 3978),
  host: env.HOST ?? '127.0.0.1',
  /** How Graph reaches the bot. */
  publicUrl: env.PUBLIC_URL
}
