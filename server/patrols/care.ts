import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { householdsPerOperator, visitedShare } from '../domain/indicators.ts'
import type { Care } from './contract.ts'
import type { GridCare } from './queries.ts'

const DAY_MS = 86_400_000

type CareCounts = Omit<Care, 'daysSinceVisit' | 'visitedShare' | 'householdsPerOperator'>

/**
 * Adds up the care of grids for the areas above them. An operator of several grids is one person in every sum.
 * `lastDay` (YYYY-MM-DD) ends the window.
 */
export function careByArea(
  index: AreaIndex,
  grids: readonly GridCare[],
  areas: readonly AreaNode[],
  lastDay: string,
): Care[] {
  const careOf = new Map(grids.map((grid) => [grid.gridId, grid]))
  return areas.map((area) => {
    const care = sum(index.within(area, 'grid'), careOf)
    return {
      ...care,
      daysSinceVisit:
        care.lastVisit === null ? null : (Date.parse(lastDay) - Date.parse(care.lastVisit)) / DAY_MS,
      visitedShare: visitedShare(care).share,
      householdsPerOperator: householdsPerOperator(care).value,
    }
  })
}

function sum(grids: readonly AreaNode[], careOf: ReadonlyMap<number, GridCare>): CareCounts {
  const operators = new Set<number>()
  const care: CareCounts = {
    grids: grids.length,
    vacantGrids: 0,
    operators: 0,
    households: null,
    cells: 0,
    visitedCells: 0,
    lastVisit: null,
  }
  for (const grid of grids) {
    const own = careOf.get(grid.id)
    if (!own?.lead) care.vacantGrids += 1
    for (const id of own?.operatorIds ?? []) operators.add(id)
    if (grid.households !== null) care.households = (care.households ?? 0) + grid.households
    care.cells += own?.cells ?? 0
    care.visitedCells += own?.visitedCells ?? 0
    if (own?.lastVisit && (care.lastVisit === null || own.lastVisit > care.lastVisit))
      care.lastVisit = own.lastVisit
  }
  care.operators = operators.size
  return care
}
