import { cellToLatLng } from 'h3-js'
import { areaInScope } from '../../accounts/scope.ts'
import { viewerOf } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import type { Db } from '../../db/connect.ts'
import { gapWeight } from '../../domain/patrol/gap-weight.ts'
import type { ColumnCache } from '../../incidents/column-cache.ts'
import { readWindow } from '../../window.ts'
import { CellHouseholds } from './cell-households.ts'
import { CellIncidents } from './cell-incidents.ts'
import { countyDay } from '../day.ts'
import { findGaps, type CellGap } from './gaps.ts'
import { gapsContract, type Gaps } from './gaps-contract.ts'
import { roundAmount, roundDegrees } from '../round.ts'
import type { VisitCache } from '../visits/visit-cache.ts'

/** How many gaps are listed when nothing is said. */
const USUAL_LIMIT = 200

type Dependencies = {
  db: Db
  columns: ColumnCache
  visits: VisitCache
  offsetMs: (ms: number) => number
}

export function gapsRoutes(app: App, { db, columns, visits: cache, offsetMs }: Dependencies): void {
  const cellHouseholds = new CellHouseholds(db)
  const cellIncidents = new CellIncidents()

  app.route({
    ...gapsContract.gaps,
    handler: async (request) => {
      const snapshot = await columns.current()
      const index = snapshot.areas
      const area = areaInScope(viewerOf(request), index, request.query.area)
      const now = Date.now()
      const { from, to } = readWindow(request.query, now)
      const visits = await cache.at(index)
      const [households, incidents] = await Promise.all([
        cellHouseholds.at(index, visits),
        cellIncidents.at(snapshot, visits, now),
      ])
      const window = { from: countyDay(from, offsetMs), to: countyDay(to - 1, offsetMs) }
      const grids = index.within(area, 'grid')
      const { limit = USUAL_LIMIT } = request.query
      const { heaviest, byGrid } = findGaps({ visits, households, incidents }, grids, window, limit)
      const items = heaviest.map((gap) => toItem(gap, visits.places.cellAt(gap.place)))
      const sum = (name: 'cells' | 'gaps' | 'households' | 'incidents' | 'weight') =>
        byGrid.reduce((total, grid) => total + grid[name], 0)
      return {
        area: area.code,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        cells: sum('cells'),
        gaps: sum('gaps'),
        households: roundAmount(sum('households')),
        incidents: sum('incidents'),
        weight: roundAmount(sum('weight')),
        byGrid: byGrid.map(({ grid, ...own }) => ({
          grid: grid.code,
          ...own,
          households: roundAmount(own.households),
          weight: roundAmount(own.weight),
        })),
        items,
      }
    },
  })
}

function toItem(gap: CellGap, cell: string): Gaps['items'][number] {
  const [lat, lon] = cellToLatLng(cell)
  return {
    cell,
    grid: gap.grid.code,
    lon: roundDegrees(lon),
    lat: roundDegrees(lat),
    households: roundAmount(gap.households),
    incidents: gap.incidents,
    weight: roundAmount(gapWeight(gap)),
    daysSince: gap.daysSince,
  }
}
