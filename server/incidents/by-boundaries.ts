import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { isInside } from '../areas/area-index.ts'
import { toUnits } from '../domain/coverage/shape.ts'
import type { Filter } from './filter.ts'
import type { ListRequest } from './list-request.ts'

/** The areas that a list attributes incidents to, rather than those that they happened in; `area` null for all of them. */
export type Boundaries = { areas: AreaIndex; area: AreaNode | null }

type Point = { lon: number | null; lat: number | null }

/**
 * A list by the boundaries of a release: as columns do (place-incidents.ts), each incident in the finest area that its point
 * lies in then, and not located without a point or outside. The county has those too.
 */
export function byBoundaries(list: ListRequest, areas: AreaIndex, asked: AreaNode | null): ListRequest {
  const area = asked === null || asked.parentId === null ? null : asked
  return {
    ...list,
    // The database leaves out what is far away; which side of a border a point lies on is not asked of it.
    filter: area === null ? list.filter : { ...list.filter, bbox: list.filter.bbox ?? boxAround(area) },
    boundaries: { areas, area },
  }
}

/** The rows that lie in the area, each with the code of the finest one. */
export function attributed<Row extends Point & { area: string | null }>(
  rows: readonly Row[],
  { areas, area }: Boundaries,
): Row[] {
  return rows.flatMap((row) => {
    const found = locate(areas, row)
    if (area !== null && (found === null || !isInside(found, area))) return []
    return { ...row, area: found?.code ?? null }
  })
}

/** How many of the points lie in the area. */
export function countInside(points: readonly Point[], { areas, area }: Boundaries): number {
  if (area === null) return points.length
  return points.reduce((count, point) => {
    const found = locate(areas, point)
    return found !== null && isInside(found, area) ? count + 1 : count
  }, 0)
}

function locate(areas: AreaIndex, { lon, lat }: Point): AreaNode | null {
  return lon === null || lat === null ? null : areas.locate(toUnits(lon), toUnits(lat))
}

/** One unit wider than the area: what rounds to its border must be in. */
function boxAround({ bounds: [west, south, east, north] }: AreaNode): NonNullable<Filter['bbox']> {
  return [west - 1, south - 1, east + 1, north + 1]
}
