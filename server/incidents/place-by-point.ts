import type { AreaIndex } from '../areas/area-index.ts'
import { NOWHERE, type IncidentColumns } from './columns.ts'
import { NO_AREA } from './place-in.ts'

/**
 * The same incidents as if the boundaries of another release had been there: each in the area that its point lies in then.
 * One without a point, or outside of every area of that release, is not located.
 */
export function placeByPoint(areas: AreaIndex, columns: IncidentColumns): IncidentColumns {
  const { lon, lat, length } = columns
  const areaId = new Uint32Array(length).fill(NO_AREA)
  const position = new Int32Array(length).fill(-1)
  for (let row = 0; row < length; row += 1) {
    if (lon[row] === NOWHERE) continue
    const node = areas.locate(lon[row]!, lat[row]!)
    if (node === null) continue
    areaId[row] = node.id
    position[row] = node.position
  }
  return { ...columns, areaId, position }
}
