import { areaInScope, requireCounty } from '../accounts/scope.ts'
import type { FastifyRequest } from 'fastify'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import type { ColumnCache } from '../incidents/column-cache.ts'
import { readWindow } from '../window.ts'
import { careByArea } from './care.ts'
import { patrolContract } from './contract.ts'
import { countyDay, dateOf, DAY_MS } from './day.ts'
import { gapsRoutes } from './gaps/gaps-routes.ts'
import { presenceRoutes } from './presence/presence-routes.ts'
import { readGridStaff } from './grid-staff.ts'
import { reachRoutes, type LatestReader } from './reach/reach-routes.ts'
import { suggestionRoutes } from './suggestions/suggestion-routes.ts'
import type { VisitCache } from './visits/visit-cache.ts'
import { visitedCells } from './visits/visited-cells.ts'

type Dependencies = {
  db: Db
  areas: AreaCache
  columns: ColumnCache
  visits: VisitCache
  offsetMs: (ms: number) => number
  readLatest: LatestReader
}

/** How well grids are looked after: in figures, and which of their cells were visited. */
export function patrolRoutes(app: App, dependencies: Dependencies): void {
  const { db, areas, visits, offsetMs } = dependencies
  const dayOf = (ms: number) => countyDay(ms, offsetMs)

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
      const children = area.level === level ? [] : index.within(area, level)
      const [staff, known] = await Promise.all([readGridStaff(db, dateOf(dayOf(asOf))), visits.at(index)])
      const window = { from: dayOf(from), to: dayOf(to - 1) }
      const [totals, ...byArea] = careByArea(index, { staff, visits: known, window }, [area, ...children])
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
      const index = await indexFor(request, request.query.release)
      const area = areaInScope(viewerOf(request), index, request.query.area)
      const { from, to } = readWindow(request.query, Date.now())
      const grids = index.within(area, 'grid')
      return visitedCells(await visits.at(index), grids, { from: dayOf(from), to: dayOf(to - 1) })
    },
  })

  presenceRoutes(app, dependencies)
  gapsRoutes(app, dependencies)
  suggestionRoutes(app, dependencies)
  reachRoutes(app, dependencies)
}
