import type { Area } from '../../../server/contract.ts'

/** A grid, and what it lies in below the county, outermost first. */
export type PlacedGrid = { grid: Area; above: Area[] }

/** The grids of an area, itself where it is one, in the order of their codes; null where there is no such area. */
export function gridsOf(areas: readonly Area[], code: string): PlacedGrid[] | null {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  if (!byCode.has(code)) return null
  const pathOf = (area: Area): Area[] => {
    const parent = area.parentCode === null ? undefined : byCode.get(area.parentCode)
    return parent ? [...pathOf(parent), area] : [area]
  }
  return areas
    .filter(({ level }) => level === 'grid')
    .map((grid) => ({ grid, path: pathOf(grid) }))
    .filter(({ path }) => path.some((area) => area.code === code))
    .toSorted((one, other) => (one.grid.code < other.grid.code ? -1 : 1))
    .map(({ grid, path }) => ({ grid, above: path.slice(1, -1) }))
}
