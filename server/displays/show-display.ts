import { isInside, type AreaIndex } from '../areas/area-index.ts'
import type { Display } from './contract.ts'
import { pinNow } from './pin-now.ts'
import type { DisplayRow } from './queries.ts'

/** Whether a display sees an area: its own, or one that lies in it. One whose area was retired sees none. */
export function seesArea(areas: AreaIndex, ownId: number, code: string): boolean {
  const [own, area] = [areas.byId(ownId), areas.byCode(code)]
  return own !== null && area !== null && isInside(area, own)
}

/** A display as it is told at a moment (ms). */
export function showDisplay(row: DisplayRow, areas: AreaIndex, now: number): Display {
  const { areaId, pinnedBy: _by, pinnedAt: _at, pinnedUntil: _until, ...told } = row
  return {
    ...told,
    pin: pinNow(row, (area) => seesArea(areas, areaId, area), now),
    pairedAt: row.pairedAt.toISOString(),
    seenAt: row.seenAt?.toISOString() ?? null,
  }
}
