import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import type { Steps } from '../domain/steps.ts'
import { NOWHERE, type IncidentColumns } from './columns.ts'

/** Stands for "no area": ids begin at 1. */
export const NO_AREA = 0

/** Incidents that are placed in one step. */
const STEP = 2000

/** The same incidents, each in the area that stands for its home in these areas. */
export function placeByHome(areas: AreaIndex, columns: IncidentColumns): Steps<IncidentColumns> {
  const { homeId } = columns
  return place(columns, (row) => (homeId[row] === NO_AREA ? null : areas.heirOf(homeId[row]!)))
}

/**
 * The same incidents as if the boundaries of another release had been there: each in the area that its point lies in then.
 * One without a point, or outside of every area of that release, is not located.
 */
export function placeByPoint(areas: AreaIndex, columns: IncidentColumns): Steps<IncidentColumns> {
  const { lon, lat } = columns
  return place(columns, (row) => (lon[row] === NOWHERE ? null : areas.locate(lon[row]!, lat[row]!)))
}

function* place(columns: IncidentColumns, nodeOf: (row: number) => AreaNode | null): Steps<IncidentColumns> {
  const { length } = columns
  const areaId = new Uint32Array(length).fill(NO_AREA)
  const position = new Int32Array(length).fill(-1)
  for (let row = 0; row < length; row += 1) {
    const node = nodeOf(row)
    if (node !== null) {
      areaId[row] = node.id
      position[row] = node.position
    }
    if (row % STEP === 0) yield
  }
  return { ...columns, areaId, position }
}
