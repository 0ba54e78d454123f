import { Readable } from 'node:stream'
import { areaInScope, listedArea, listedScope, sees } from '../accounts/scope.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { notModified } from '../etag.ts'
import { readWindow } from '../window.ts'
import { arrowStream } from './arrow.ts'
import type { ColumnCache } from './column-cache.ts'
import { incidentContract, type Incident } from './contract.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { readCategories, readFilter } from './filter.ts'
import { listIncidents, readIncident, type IncidentRow } from './queries.ts'
import { selectRows } from './select-rows.ts'
import { summarise } from './summary.ts'

type Dependencies = { db: Db; columns: ColumnCache; offsetMs: (ms: number) => number }

export function incidentRoutes(app: App, { db, columns, offsetMs }: Dependencies): void {
  app.route({
    ...incidentContract.list,
    handler: async (request) => {
      const { area: code, q, limit = 50, cursor, ...input } = request.query
      const { areas, categories } = await columns.current()
      const { area, unitIds } = listedScope(viewerOf(request), areas, code)
      const filter = readFilter(input, area, categories)
      const rows = await listIncidents(
        db,
        filter,
        { areaIds: area === null || area.parentId === null ? null : areas.idsInside(area), unitIds },
        {
          words: q ?? null,
          limit: limit + 1,
          after: cursor === undefined ? null : decodeCursor(cursor),
        },
      )
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
      const row = await readIncident(db, Number(request.params.id))
      const { areas } = await columns.current()
      if (!row || !sees(viewerOf(request), areas, row))
        throw new CodedError('unknown_incident', `No incident has the id ${request.params.id}.`)
      return { ...toIncident(row), description: row.description, sourceCategory: row.sourceCategory }
    },
  })

  app.route({
    ...incidentContract.arrow,
    handler: async (request, reply) => {
      const snapshot = await columns.current()
      const { area: code, ...input } = request.query
      const area = listedArea(viewerOf(request), snapshot.areas, code)
      const filter = readFilter(input, area, snapshot.categories)
      if (notModified(request, reply, `${columns.startedAt}-${snapshot.change}-${area?.id}`))
        return reply.code(304).send()
      reply.type('application/vnd.apache.arrow.stream')
      return reply.send(Readable.from(arrowStream(snapshot.columns, selectRows(snapshot, filter))))
    },
  })

  app.route({
    ...incidentContract.summary,
    handler: async (request) => {
      const snapshot = await columns.current()
      const area = areaInScope(viewerOf(request), snapshot.areas, request.query.area)
      const now = Date.now()
      const { level = null, category } = request.query
      const categories = category === undefined ? null : readCategories(category, snapshot.categories)
      const window = readWindow(request.query, now)
      return summarise(snapshot, { area, level, categories, ...window, now, offsetMs })
    },
  })
}

function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    number: row.number,
    category: row.category,
    source: row.source,
    title: row.title,
    address: row.address,
    lon: row.lon,
    lat: row.lat,
    occurredAt: row.occurredAt.toISOString(),
    reportedAt: row.reportedAt.toISOString(),
    state: row.state,
    priority: row.priority,
    dueAt: row.dueAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    area: row.area,
    unit: row.unitCode,
    version: row.version,
  }
}
