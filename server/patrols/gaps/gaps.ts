import type { AreaNode } from '../../areas/area-index.ts'
import { compareGaps, gapWeight, type Gap } from '../../domain/patrol/gap-weight.ts'
import type { DayWindow } from '../care.ts'
import type { HouseholdsByPlace } from './cell-households.ts'
import type { IncidentsByPlace } from './cell-incidents.ts'
import type { Visits } from '../visits/visit-cache.ts'

/** A cell of a grid that was not visited in the window. */
export type CellGap = Gap & { place: number; grid: AreaNode }

/** What a grid has of gaps. */
export type GridGaps = {
  grid: AreaNode
  cells: number
  gaps: number
  households: number
  incidents: number
  weight: number
}

export type Ground = { visits: Visits; households: HouseholdsByPlace; incidents: IncidentsByPlace }

/** The cells of some grids that nobody visited in the window: the `limit` heaviest in their order, and all of them by grid. */
export function findGaps(
  { visits, households, incidents }: Ground,
  grids: readonly AreaNode[],
  window: DayWindow,
  limit: number,
): { heaviest: CellGap[]; byGrid: GridGaps[] } {
  const inWindow = visits.days.within(window.from, window.to)
  const upTo = visits.days.within(-Infinity, window.to)
  const found: { place: number; grid: AreaNode; weight: number }[] = []
  const byGrid = grids.map((grid): GridGaps => {
    const places = visits.ground.ofGrid.get(grid.id) ?? []
    const sum = { grid, cells: places.length, gaps: 0, households: 0, incidents: 0, weight: 0 }
    for (const place of places) {
      if (inWindow.has(place)) continue
      const gap = { households: households[place] ?? 0, incidents: incidents[place] ?? 0 }
      const weight = gapWeight(gap)
      sum.gaps += 1
      sum.households += gap.households
      sum.incidents += gap.incidents
      sum.weight += weight
      found.push({ place, grid, weight })
    }
    return sum
  })
  // Of tens of thousands only those are put in order that can be among the heaviest.
  const weights = Float64Array.from(found, ({ weight }) => weight).sort()
  const least = weights[Math.max(0, weights.length - limit)] ?? 0
  const heaviest = found
    .filter(({ weight }) => weight >= least)
    .map(({ place, grid }): CellGap => {
      const last = upTo.lastOf(place)
      return {
        place,
        grid,
        households: households[place] ?? 0,
        incidents: incidents[place] ?? 0,
        daysSince: last === null ? null : window.to - last,
      }
    })
    .sort((a, b) => compareGaps(a, b) || a.place - b.place)
    .slice(0, limit)
  return { heaviest, byGrid }
}
