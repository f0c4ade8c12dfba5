import type { FastifyInstance } from 'fastify'
import type { ArtifactKind } from '../../domain/artifacts/artifact.js'
import { Refusal } from '../../domain/refusals.js'
import type { Filter } from '../../odata/filter.js'
import type { ArtifactsOf, FinishedArtifact } from '../../store/artifact-index.js'
import { artifactToWire } from '../../wire/artifact.js'
import { queryOf } from '../client-wishes.js'
import { collectionOf, collectionRoute } from '../collections.js'
import { functionParameters, momentIn } from '../function-parameters.js'
import {
  callerOf,
  type GraphOptions,
  type GraphRequest,
  type GraphSubject,
  graphRoute,
  serviceRoot,
  stateOf
} from '../graph-route.js'
import { usualPage } from '../queryable-of.js'
import { artifactQuery, artifactTypes, readable } from './artifact-routes.js'
import { deltaOf } from './delta.js'

/** All recordings or transcripts of somebody: of the meetings they organized, or of the calls they were in. */
export interface GetAll {
  readonly subject: GraphSubject
  readonly operationPrefix: string
  /** The parameter that names them. */
  readonly parameter: 'meetingOrganizerUserId' | 'userId'
  /** An older way to name them, in a filter. */
  readonly filter?: string
  of(userId: string, request: GraphRequest): ArtifactsOf
}

/** Source: https://learn.microsoft.com/graph/api/onlinemeeting-getalltranscripts */
export function getAllRoutes(app: FastifyInstance, options: GraphOptions, home: GetAll, kind: ArtifactKind): void {
  const { item, type, name } = artifactTypes[kind]
  const { subject, operationPrefix, parameter } = home
  const called = `getAll${name}`
  const query = {
    ...artifactQuery(kind),
    page: usualPage,
    filter: ['contentCorrelationId', ...(home.filter === undefined ? [] : [home.filter])],
    filterAnyCase: true
  }
  const filterable = { ...query, properties: [...query.properties, 'MeetingOrganizer'] }

  const asked = (request: GraphRequest) => {
    const parameters = functionParameters(request, called)
    const userId = parameters.get(parameter.toLowerCase()) ?? namedIn(queryOf(request).filter, home.filter)
    if (userId === undefined) {
      throw new Refusal(
        'functionParameters',
        `Value cannot be null. (Parameter '${parameter}') Write ${called}(${parameter}='{id}',startDateTime={t},endDateTime={t}).`
      )
    }
    const state = stateOf(request, options)
    return {
      artifacts: readable(state, kind).finished(kind, home.of(userId.toLowerCase(), request)),
      newest: state.artifacts.sequence,
      from: momentIn(parameters, 'startDateTime'),
      until: momentIn(parameters, 'endDateTime')
    }
  }

  const toldAs = (request: GraphRequest, { artifact }: FinishedArtifact) => ({
    '@odata.type': `#microsoft.graph.${type}`,
    ...artifactToWire(artifact, callerOf(request).tenantId, `${serviceRoot(request)}/`)
  })

  collectionRoute<FinishedArtifact>(
    app,
    subject,
    {
      path: `/${called}`,
      operationId: `${operationPrefix}.${called}`,
      summary: `All ${kind}, in the order in which they were finished`,
      page: `onlinemeeting-${called.toLowerCase()}`,
      item,
      query: filterable
    },
    request => {
      const { artifacts, from = 0, until = Number.MAX_SAFE_INTEGER } = asked(request)
      const wanted = correlationIn(queryOf(request).filter)
      return {
        context: `${serviceRoot(request)}/$metadata#Collection(${type})`,
        counted: true,
        found: artifacts.filter(
          ({ artifact: { startedAt, correlationId } }) =>
            startedAt >= from && startedAt <= until && (wanted ?? correlationId) === correlationId
        ),
        toWire: entry => toldAs(request, entry)
      }
    }
  )

  graphRoute(
    app,
    subject,
    {
      method: 'GET',
      path: `/${called}/delta`,
      operationId: `${operationPrefix}.${called}.delta`,
      summary: `What ${kind} have come since one asked last`,
      page: `${type.toLowerCase()}-delta`,
      query: { ...filterable, delta: true },
      status: 200,
      answer: collectionOf(item)
    },
    async (request, reply) => {
      const { artifacts: all, newest, from, until } = asked(request)
      const told = (entry: FinishedArtifact) => toldAs(request, entry)
      return deltaOf(request, reply, { type, all, newest, from, until, now: request.exchange.clock.now(), told })
    }
  )
}

/** `MeetingOrganizer/User/Id eq 'x'`, alone or beside something else. */
function namedIn(filter: Filter | undefined, path: string | undefined): string | undefined {
  return path === undefined ? undefined : valueIn(filter, path)
}

function correlationIn(filter: Filter | undefined): string | undefined {
  return valueIn(filter, 'contentCorrelationId')
}

function valueIn(filter: Filter | undefined, path: string): string | undefined {
  if (filter?.kind === 'and') return valueIn(filter.left, path) ?? valueIn(filter.right, path)
  if (filter?.kind !== 'compare' || filter.operator !== 'eq') return undefined
  return filter.property.toLowerCase() === path.toLowerCase() ? String(filter.literal.value) : undefined
}
