import { areaInScope, requireCounty } from '../accounts/scope.ts'
import type { FastifyRequest } from 'fastify'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import { readWindow } from '../window.ts'
import { careByArea } from './care.ts'
import { patrolContract } from './contract.ts'
import { readGridCare, readVisitedCells } from './queries.ts'

const DAY_MS = 86_400_000

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

export function patrolRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  const localDay = (ms: number) => new Date(ms + offsetMs(ms)).toISOString().slice(0, 10)

  /** The areas of now, or of a release for those who see the whole county. */
  async function indexFor(request: FastifyRequest, release: number | undefined): Promise<AreaIndex> {
    if (release !== undefined) requireCounty(viewerOf(request), await areas.current())
    return areas.at(release)
  }

  app.route({
    ...patrolContract.coverage,
    handler: async (request) => {
      const index = await indexFor(request, request.query.release)
      const area = areaInScope(viewerOf(request), index, request.query.area)
      const level = request.query.level ?? partsLevel(area)
      const now = Date.now()
      const { from, to } = readWindow(request.query, now)
      // Of a release that was, those who looked after its areas on its last whole day.
      const asOf = index.until === null ? now : index.until.getTime() - DAY_MS
      const days = { today: localDay(asOf), fromDay: localDay(from), toDay: localDay(to - 1) }
      const children = area.level === level ? [] : index.within(area, level)
      const [totals, ...byArea] = careByArea(
        index,
        await readGridCare(db, days),
        [area, ...children],
        days.toDay,
      )
      return {
        area: area.code,
        level,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        asOf: new Date(asOf).toISOString(),
        totals: totals!,
        byArea: byArea.map((care, i) => ({ code: children[i]!.code, ...care })),
      }
    },
  })

  app.route({
    ...patrolContract.cells,
    handler: async (request) => {
      const index = await areas.current()
      const area = areaInScope(viewerOf(request), index, request.query.area)
      const { from, to } = readWindow(request.query, Date.now())
      const grids = index.within(area, 'grid').map((grid) => grid.id)
      const rows = await readVisitedCells(db, grids, { fromDay: localDay(from), toDay: localDay(to - 1) })
      return { cells: rows.map((row) => row.cell), lastVisit: rows.map((row) => row.lastVisit) }
    },
  })
}
