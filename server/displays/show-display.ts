import { isInside, type AreaIndex } from '../areas/area-index.ts'
import type { Display, Pin } from './contract.ts'
import type { DisplayRow } from './queries.ts'

/** Whether a display sees an area: its own, or one that lies in it. One whose area was retired sees none. */
export function seesArea(areas: AreaIndex, ownId: number, code: string): boolean {
  const [own, area] = [areas.byId(ownId), areas.byCode(code)]
  return own !== null && area !== null && isInside(area, own)
}

/** The pin that holds at a moment (ms): not over, and of an area that the display sees. */
function pinNow({ pin, areaId, ...row }: DisplayRow, areas: AreaIndex, now: number): Pin | null {
  if (pin === null || row.pinnedBy === null || row.pinnedAt === null) return null
  if (row.pinnedUntil !== null && row.pinnedUntil.getTime() <= now) return null
  if (!seesArea(areas, areaId, pin.area)) return null
  const [at, until] = [row.pinnedAt.toISOString(), row.pinnedUntil?.toISOString() ?? null]
  return { ...pin, by: row.pinnedBy, at, until }
}

/** A display as it is told at a moment (ms). */
export function showDisplay(row: DisplayRow, areas: AreaIndex, now: number): Display {
  const { areaId: _, pinnedBy: _by, pinnedAt: _at, pinnedUntil: _until, ...told } = row
  return {
    ...told,
    pin: pinNow(row, areas, now),
    pairedAt: row.pairedAt.toISOString(),
    seenAt: row.seenAt?.toISOString() ?? null,
  }
}
