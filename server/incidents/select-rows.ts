import { STATES } from '../domain/incident-state.ts'
import type { Snapshot } from './column-cache.ts'
import { lowerBound, NOWHERE } from './columns.ts'
import type { Filter } from './filter.ts'
import type { AreaNode } from '../areas/area-index.ts'

/** The rows of the columns that a filter asks for, in order of time. */
export function selectRows({ columns, categories }: Snapshot, filter: Filter): Uint32Array {
  const first = filter.from ? lowerBound(columns, Math.ceil(filter.from.getTime() / 1000)) : 0
  const end = filter.to ? lowerBound(columns, Math.ceil(filter.to.getTime() / 1000)) : columns.length
  const categoryWanted = Uint8Array.from(categories, ({ code }) =>
    (filter.categories?.has(code) ?? true) ? 1 : 0,
  )
  const stateWanted = Uint8Array.from(STATES, (state) => ((filter.states?.has(state) ?? true) ? 1 : 0))
  const source = filter.source === null ? -1 : columns.sources.indexOf(filter.source)
  if (filter.source !== null && source < 0) return new Uint32Array(0)
  const { from: low, end: high } = positionRange(filter.area)
  const [west, south, east, north] = filter.bbox ?? []

  const rows = new Uint32Array(Math.max(0, end - first))
  let count = 0
  for (let row = first; row < end; row += 1) {
    const position = columns.position[row]!
    if (position < low || position >= high) continue
    if (categoryWanted[columns.category[row]!] === 0 || stateWanted[columns.state[row]!] === 0) continue
    if (source >= 0 && columns.source[row] !== source) continue
    if (west !== undefined) {
      const lon = columns.lon[row]!
      const lat = columns.lat[row]!
      if (lon === NOWHERE || lon < west || lon > east! || lat < south! || lat > north!) continue
    }
    rows[count++] = row
  }
  return rows.subarray(0, count)
}

/** The positions inside an area; the county has the ones that are not located (-1) too. */
export function positionRange(area: AreaNode | null): { from: number; end: number } {
  if (area === null || area.parentId === null) return { from: -1, end: Number.MAX_SAFE_INTEGER }
  return { from: area.position, end: area.end }
}
