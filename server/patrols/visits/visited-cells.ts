import type { AreaNode } from '../../areas/area-index.ts'
import type { DayWindow } from '../care.ts'
import type { CoverageCells } from '../contract.ts'
import { dateOf } from '../day.ts'
import type { Visits } from './visit-cache.ts'

/** The cells of some grids that were visited in a window, in their order, with the last day of each. */
export function visitedCells(
  { days, places, ground }: Visits,
  grids: readonly AreaNode[],
  { from, to }: DayWindow,
): CoverageCells {
  const visited = days.within(from, to)
  const found = grids
    .flatMap((grid) => [...(ground.ofGrid.get(grid.id) ?? [])])
    .flatMap((place) => {
      const day = visited.lastOf(place)
      return day === null ? [] : [{ cell: places.cellAt(place), day }]
    })
    .sort((a, b) => (a.cell < b.cell ? -1 : 1))
  return { cells: found.map(({ cell }) => cell), lastVisit: found.map(({ day }) => dateOf(day)) }
}
