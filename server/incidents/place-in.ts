import type { AreaIndex } from '../areas/area-index.ts'
import type { IncidentColumns } from './columns.ts'

/** Stands for "no area": ids begin at 1. */
export const NO_AREA = 0

/** The same incidents, each in the area that stands for its home in these areas. */
export function placeIn(areas: AreaIndex, columns: IncidentColumns): IncidentColumns {
  const { homeId, length } = columns
  const areaId = new Uint32Array(length)
  const position = new Int32Array(length).fill(-1)
  for (let row = 0; row < length; row += 1) {
    if (homeId[row] === NO_AREA) continue
    const node = areas.heirOf(homeId[row]!)
    if (node === null) continue
    areaId[row] = node.id
    position[row] = node.position
  }
  return { ...columns, areaId, position }
}
