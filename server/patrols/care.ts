import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { householdsPerOperator, visitedShare } from '../domain/indicators.ts'
import { householdsReached } from '../domain/patrol/households-reached.ts'
import { isUnseen } from '../domain/patrol/unseen.ts'
import type { Care } from './contract.ts'
import { dateOf } from './day.ts'
import type { GridStaff } from './grid-staff.ts'
import type { Visits } from './visits/visit-cache.ts'

type CareCounts = Omit<Care, 'daysSinceVisit' | 'lastVisit' | 'visitedShare' | 'householdsPerOperator'> & {
  lastDay: number | null
}

/** Days since 1970, both included. */
export type DayWindow = { from: number; to: number }

/**
 * Adds up the care of grids for the areas above them. An operator of several grids is one person in every sum; every other
 * count is the sum of the grids', exactly.
 */
export function careByArea(
  index: AreaIndex,
  { staff, visits, window }: { staff: readonly GridStaff[]; visits: Visits; window: DayWindow },
  areas: readonly AreaNode[],
): Care[] {
  const inWindow = visits.days.within(window.from, window.to)
  const upTo = visits.days.within(-Infinity, window.to)
  const staffOf = new Map(staff.map((row) => [row.gridId, row]))
  const known = new Map<AreaNode, CareCounts>()
  const careOf = (grid: AreaNode): CareCounts => {
    let care = known.get(grid)
    if (care === undefined) {
      const places = visits.ground.ofGrid.get(grid.id) ?? []
      const visited = { cells: places.length, visitedCells: inWindow.count(places) }
      const lastDay = upTo.last(places)
      const unseenGrids = isUnseen(lastDay === null ? null : window.to - lastDay) ? 1 : 0
      care = { ...gridCare(grid, staffOf.get(grid.id), visited), unseenGrids, lastDay }
      known.set(grid, care)
    }
    return care
  }
  return areas.map((area) => {
    const { lastDay, ...care } = sum(index.within(area, 'grid'), careOf, staffOf)
    return {
      ...care,
      lastVisit: lastDay === null ? null : dateOf(lastDay),
      daysSinceVisit: lastDay === null ? null : window.to - lastDay,
      visitedShare: visitedShare(care).share,
      householdsPerOperator: householdsPerOperator(care).value,
    }
  })
}

function gridCare(
  grid: AreaNode,
  staff: GridStaff | undefined,
  visited: { cells: number; visitedCells: number },
): Omit<CareCounts, 'lastDay' | 'unseenGrids'> {
  return {
    grids: 1,
    vacantGrids: staff?.lead ? 0 : 1,
    operators: staff?.operatorIds.length ?? 0,
    households: grid.households,
    householdsReached: householdsReached(grid.households, visited),
    ...visited,
  }
}

function sum(
  grids: readonly AreaNode[],
  careOf: (grid: AreaNode) => CareCounts,
  staffOf: ReadonlyMap<number, GridStaff>,
): CareCounts {
  const operators = new Set<number>()
  const care: CareCounts = {
    grids: grids.length,
    vacantGrids: 0,
    unseenGrids: 0,
    operators: 0,
    households: null,
    householdsReached: null,
    cells: 0,
    visitedCells: 0,
    lastDay: null,
  }
  for (const grid of grids) {
    const own = careOf(grid)
    for (const id of staffOf.get(grid.id)?.operatorIds ?? []) operators.add(id)
    care.vacantGrids += own.vacantGrids
    care.unseenGrids += own.unseenGrids
    care.households = addKnown(care.households, own.households)
    care.householdsReached = addKnown(care.householdsReached, own.householdsReached)
    care.cells += own.cells
    care.visitedCells += own.visitedCells
    if (own.lastDay !== null) care.lastDay = Math.max(own.lastDay, care.lastDay ?? own.lastDay)
  }
  care.operators = operators.size
  return care
}

function addKnown(sum: number | null, value: number | null): number | null {
  return value === null ? sum : (sum ?? 0) + value
}
