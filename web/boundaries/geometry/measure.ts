import { areaSquareMetres } from '../../../server/domain/coverage/area-square-metres.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'

const METRES_PER_UNIT = 0.01113195

/** Metres along a line. */
export function lineMetres(line: readonly Place[]): number {
  let metres = 0
  for (let i = 1; i < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!]
    const east = Math.cos((((ay + by) / 2e7) * Math.PI) / 180)
    metres += Math.hypot((bx - ax) * east, by - ay) * METRES_PER_UNIT
  }
  return metres
}

/** Square metres inside a ring, whichever way it turns. */
export function ringSquareMetres(ring: readonly Place[]): number {
  return ring.length < 3 ? 0 : Math.abs(areaSquareMetres([[ring.flat()]]))
}

/** A place so many metres further east and north. */
export function movedByMetres([x, y]: Place, east: number, north: number): Place {
  const shrink = Math.cos(((y / 1e7) * Math.PI) / 180)
  return [Math.round(x + east / METRES_PER_UNIT / shrink), Math.round(y + north / METRES_PER_UNIT)]
}
