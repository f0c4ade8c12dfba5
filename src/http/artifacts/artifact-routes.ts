import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Artifact, ArtifactKind } from '../../domain/artifacts/artifact.js'
import { Refusal } from '../../domain/refusals.js'
import type { ArtifactIndex, ArtifactsOf, FinishedArtifact } from '../../store/artifact-index.js'
import type { StateStore } from '../../store/state-store.js'
import {
  artifactToWire,
  callRecordingOut,
  callTranscriptOut,
  recordingContent,
  transcriptMetadata,
  transcriptText
} from '../../wire/artifact.js'
import { collectionOf, collectionRoute } from '../collections.js'
import {
  callerOf,
  type GraphOptions,
  type GraphRequest,
  type GraphSubject,
  graphRoute,
  serviceRoot,
  stateOf
} from '../graph-route.js'
import { queryableOf, usualPage } from '../queryable-of.js'
import { deltaOf } from './delta.js'
import { sendPart } from './part.js'

/** What recordings or transcripts are of: a meeting, or a call. */
export interface ArtifactsHome {
  readonly subject: GraphSubject
  /** Of the meeting or the call, below the root. */
  readonly path: `/:${string}`
  /** `users.onlineMeetings` */
  readonly operationPrefix: string
  /** Whoever may not know of them is refused. */
  of(request: GraphRequest): ArtifactsOf
  /** The same for what was recorded, which fewer may see. */
  ofContent(request: GraphRequest): ArtifactsOf
  /** The address of the meeting or the call in `$metadata`. */
  context(request: GraphRequest): string
}

export const artifactTypes = {
  recordings: { item: callRecordingOut, type: 'callRecording', name: 'Recordings' },
  transcripts: { item: callTranscriptOut, type: 'callTranscript', name: 'Transcripts' }
} as const

/** What can be read of a tenant, unless its administrators do not want it read. */
export function readable({ artifacts, transcriptAccess }: StateStore, kind: ArtifactKind): ArtifactIndex {
  if (kind === 'recordings' || transcriptAccess) return artifacts
  throw new Refusal('transcriptAccessDisabled', 'The seed of the tenant says so: transcriptAccess.')
}

export function artifactQuery(kind: ArtifactKind) {
  const { item, type } = artifactTypes[kind]
  return queryableOf(`microsoft.graph.${type}`, item, {
    navigation: kind === 'recordings' ? ['content'] : ['content', 'metadataContent']
  })
}

/** Recordings or transcripts of one meeting or call. Source: https://learn.microsoft.com/graph/api/resources/calltranscript */
export function artifactRoutes(
  app: FastifyInstance,
  options: GraphOptions,
  home: ArtifactsHome,
  kind: ArtifactKind
): void {
  const { subject, path, operationPrefix } = home
  const { item, type, name } = artifactTypes[kind]
  const query = artifactQuery(kind)
  const page = (verb: string) => `${type.toLowerCase()}-${verb}`

  const all = (request: GraphRequest, of: ArtifactsOf): readonly FinishedArtifact[] =>
    readable(stateOf(request, options), kind).finished(kind, of)

  const told = (request: GraphRequest, { artifact }: FinishedArtifact) =>
    artifactToWire(artifact, callerOf(request).tenantId, `${serviceRoot(request)}/`)

  const theOne = (request: GraphRequest, of: ArtifactsOf): FinishedArtifact => {
    const found = all(request, of).find(({ artifact }) => artifact.id === request.params.artifactId)
    if (found !== undefined) return found
    throw new Refusal('artifactNotFound', `There is no such ${type} here, or it is still being made.`)
  }

  collectionRoute(
    app,
    subject,
    {
      path: `${path}/${kind}`,
      operationId: `${operationPrefix}.List${name}`,
      countOperationId: `${operationPrefix}.${kind}.GetCount`,
      summary: `All ${kind}, the newest first`,
      page: page('list'),
      item,
      query: { ...query, page: usualPage, filter: ['contentCorrelationId'], filterAnyCase: true }
    },
    request => ({
      context: `${serviceRoot(request)}/$metadata#${home.context(request)}/${kind}`,
      counted: true,
      items: Array.from(all(request, home.of(request)), entry => told(request, entry)).reverse()
    })
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: `${path}/${kind}/delta`,
      operationId: `${operationPrefix}.${kind}.delta`,
      summary: `What ${kind} have come since one asked last`,
      page: page('delta'),
      query: { ...query, page: usualPage, delta: true },
      status: 200,
      answer: collectionOf(item)
    },
    async (request, reply) => {
      const state = stateOf(request, options)
      return deltaOf(request, reply, {
        type,
        all: all(request, home.of(request)),
        newest: state.artifacts.sequence,
        now: request.exchange.clock.now(),
        told: entry => told(request, entry)
      })
    }
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: `${path}/${kind}/:artifactId`,
      operationId: `${operationPrefix}.Get${name}`,
      summary: `A ${type === 'callRecording' ? 'recording' : 'transcript'}`,
      page: page('get'),
      query,
      status: 200,
      answer: item
    },
    async request => {
      const found = theOne(request, home.of(request))
      const context = `${serviceRoot(request)}/$metadata#${home.context(request)}/${kind}/$entity`
      return { '@odata.context': context, ...told(request, found) }
    }
  )

  const content = (below: string, contentMediaType: string, of: ArtifactsHome['of'], send: Send) =>
    graphRoute(
      app,
      subject,
      {
        method: 'GET',
        path: `${path}/${kind}/:artifactId/${below}`,
        operationId: `${operationPrefix}.Get${name}${below[0]?.toUpperCase()}${below.slice(1)}`,
        summary: `What is in it, as ${contentMediaType}`,
        page: page('get'),
        query: { type: `microsoft.graph.${type}`, properties: [] },
        status: 200,
        answer: z.string().meta({ contentMediaType })
      },
      async (request, reply) => send(request, reply, theOne(request, of(request)).artifact)
    )

  if (kind === 'recordings') {
    content('content', 'video/mp4', home.ofContent, (request, reply, artifact) =>
      sendPart(request, reply.type('video/mp4'), recordingContent(artifact))
    )
    return
  }
  for (const [below, write] of [
    ['content', transcriptText],
    ['metadataContent', transcriptMetadata]
  ] as const) {
    content(below, 'text/vtt', home.of, (request, reply, artifact) => {
      refuseFormat(request)
      return reply.type('text/vtt').serializer(String).send(write(artifact))
    })
  }
}

type Send = (request: GraphRequest, reply: FastifyReply, artifact: Artifact) => FastifyReply

/** Transcripts come as subtitles only: the format of text processors was given up in 2023. */
function refuseFormat({ exchange, headers }: GraphRequest): void {
  const { format } = exchange.query ?? {}
  const accepted = headers.accept ?? '*/*'
  const wanted = format ?? (/vtt|text\/\*|\*\/\*|json|octet-stream/i.test(accepted) ? 'text/vtt' : accepted)
  if (wanted.toLowerCase() === 'text/vtt') return
  throw new Refusal('artifactFormat', `Invalid format '${wanted.slice(0, 100)}' specified: ask for text/vtt.`)
}
