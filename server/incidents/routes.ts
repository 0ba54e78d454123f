import type { FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { areaInScope, listedArea, readInViewersScope, requireCounty, sees } from '../accounts/scope.ts'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { notModified } from '../etag.ts'
import { readWindow } from '../window.ts'
import { arrowStream } from './arrow.ts'
import { byBoundaries } from './by-boundaries.ts'
import type { ColumnCache } from './column-cache.ts'
import { incidentContract } from './contract.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { readCategories, readFilter } from './filter.ts'
import { takeOut } from './take-out.ts'
import { readListRequest, type ListInput, type ListRequest } from './list-request.ts'
import { readIncident } from './queries.ts'
import { readFirst } from './read-list.ts'
import { selectRows } from './select-rows.ts'
import { summarise } from './summary.ts'
import { toIncident } from './to-incident.ts'

/** Of one account: enough for whoever works with the files, too few to copy the county bit by bit. */
const EXPORTS = perAccount(20)

type Dependencies = { db: Db; areas: AreaCache; columns: ColumnCache; offsetMs: (ms: number) => number }

export function incidentRoutes(app: App, { db, areas: releases, columns, offsetMs }: Dependencies): void {
  const clock = () => ({ now: Date.now(), offsetMs })

  /** The incidents where they happened, or re-attributed to a release for those who see the whole county. */
  async function snapshotFor(request: FastifyRequest, release: number | undefined) {
    if (release !== undefined) requireCounty(viewerOf(request), (await columns.current()).areas)
    return columns.at(release)
  }

  /** What a list is of, and the areas that its incidents are in: as above, those of now or of a release. */
  async function listFor(
    request: FastifyRequest,
    { release, ...input }: ListInput & { release?: number },
  ): Promise<{ list: ListRequest; areas: AreaIndex }> {
    const viewer = viewerOf(request)
    const snapshot = await columns.current()
    if (release === undefined)
      return { list: readListRequest(input, viewer, snapshot, clock()), areas: snapshot.areas }
    requireCounty(viewer, snapshot.areas)
    const areas = await releases.at(release)
    const { area: code, ...rest } = input
    const list = readListRequest(rest, viewer, snapshot, clock())
    return { list: byBoundaries(list, areas, listedArea(viewer, areas, code)), areas }
  }

  app.route({
    ...incidentContract.list,
    handler: async (request) => {
      const { limit = 50, cursor, ...input } = request.query
      const { list } = await listFor(request, input)
      const after = cursor === undefined ? null : decodeCursor(cursor)
      const rows = await readFirst(db, list, { limit: limit + 1, after })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(toIncident),
        nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
      }
    },
  })

  app.route({
    ...incidentContract.detail,
    handler: async (request) => {
      const { areas } = await columns.current()
      const viewer = viewerOf(request)
      const row = await readInViewersScope(db, { viewer, areas }, (trx) =>
        readIncident(trx, Number(request.params.id)),
      )
      if (!row || !sees(viewer, areas, row))
        throw new CodedError('unknown_incident', `No incident has the id ${request.params.id}.`)
      return { ...toIncident(row), description: row.description, sourceCategory: row.sourceCategory }
    },
  })

  app.route({
    ...incidentContract.export,
    config: { rateLimit: EXPORTS },
    handler: async (request, reply) => {
      const { format, lang: language = 'zh', frames = false, ...input } = request.query
      const { list, areas } = await listFor(request, input)
      const terms = { format, language, areas, offsetMs }
      const noted = { viewer: viewerOf(request), filter: JSON.stringify(input), log: request.log }
      const { headers, body } = await takeOut(db, list, { ...terms, frames }, noted)
      return reply.headers(headers).send(body)
    },
  })

  app.route({
    ...incidentContract.arrow,
    handler: async (request, reply) => {
      const { area: code, release, ...input } = request.query
      const snapshot = await snapshotFor(request, release)
      const area = listedArea(viewerOf(request), snapshot.areas, code)
      const filter = readFilter(input, area, snapshot.categories)
      if (notModified(request, reply, `${columns.startedAt}-${snapshot.change}-${area?.id}-${release ?? 0}`))
        return reply.code(304).send()
      reply.type('application/vnd.apache.arrow.stream')
      return reply.send(Readable.from(arrowStream(snapshot.columns, selectRows(snapshot, filter))))
    },
  })

  app.route({
    ...incidentContract.summary,
    handler: async (request) => {
      const snapshot = await snapshotFor(request, request.query.release)
      const area = areaInScope(viewerOf(request), snapshot.areas, request.query.area)
      const now = Date.now()
      const { level = null, category } = request.query
      const categories = category === undefined ? null : readCategories(category, snapshot.categories)
      const window = readWindow(request.query, now)
      return summarise(snapshot, { area, level, categories, ...window, now, offsetMs })
    },
  })
}
