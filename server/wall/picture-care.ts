import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { isInside } from '../areas/area-index.ts'
import { isUnseen } from '../domain/patrol/unseen.ts'
import { careByArea } from '../patrols/care.ts'
import { countyDay } from '../patrols/day.ts'
import type { WallPicture } from './contract.ts'
import type { PictureSources } from './picture-sources.ts'

const MOST_GAPS = 8

/** Visits of this many days are looked at, today's among them. */
const WINDOW_DAYS = 7

/** How an area and its parts are looked after, for a wall. */
export type PictureCare = Pick<WallPicture, 'gaps' | 'onDuty'> & {
  whole: PartCare & { operators: number; staffedBefore: number }
  parts: PartCare[]
}

type PartCare = { grids: number; staffedGrids: number; unseenGrids: number; onDuty: number }

export function careOfPicture(
  area: AreaNode,
  parts: readonly AreaNode[],
  { snapshot: { areas }, visits, staff, now, offsetMs }: PictureSources,
): PictureCare {
  const today = countyDay(now, offsetMs)
  const window = { from: today - WINDOW_DAYS + 1, to: today }
  const grids = areas.within(area, 'grid')
  const [whole, ...ofParts] = careByArea(areas, { staff: staff.today, visits, window }, [area, ...parts])
  const [before] = careByArea(areas, { staff: staff.before, visits, window }, [area])
  const ofGrids = careByArea(areas, { staff: staff.today, visits, window }, grids)
  const onDutyIn = (part: AreaNode) =>
    staff.onDuty.filter(({ grids: served }) => served.some((grid) => isWithin(grid, part, areas)))
  const partCare = (part: AreaNode, care: Care): PartCare => ({
    grids: care.grids,
    staffedGrids: care.grids - care.vacantGrids,
    unseenGrids: care.unseenGrids,
    onDuty: onDutyIn(part).length,
  })
  return {
    whole: {
      ...partCare(area, whole!),
      operators: whole!.operators,
      staffedBefore: before!.grids - before!.vacantGrids,
    },
    parts: parts.map((part, i) => partCare(part, ofParts[i]!)),
    gaps: {
      vacantGrids: whole!.vacantGrids,
      unseenGrids: whole!.unseenGrids,
      visitedShare: whole!.visitedShare,
      items: worstGrids(grids, ofGrids),
    },
    onDuty: onDutyIn(area).map(({ name, paused, grids: served }) => ({
      name,
      paused,
      grids: served.flatMap((grid) => areas.heirOf(grid)?.code ?? []),
    })),
  }
}

function isWithin(gridId: number, area: AreaNode, areas: AreaIndex): boolean {
  const grid = areas.heirOf(gridId)
  return grid !== null && isInside(grid, area)
}

type Care = ReturnType<typeof careByArea>[number]

/** Grids without an operator or long not visited, the ones of most households first. */
function worstGrids(grids: readonly AreaNode[], care: readonly Care[]): WallPicture['gaps']['items'] {
  return grids
    .map((grid, i) => ({
      grid: grid.code,
      households: grid.households,
      vacant: care[i]!.vacantGrids > 0,
      daysSinceVisit: care[i]!.daysSinceVisit,
    }))
    .filter(({ vacant, daysSinceVisit }) => vacant || isUnseen(daysSinceVisit))
    .sort(
      (a, b) =>
        Number(b.vacant) - Number(a.vacant) ||
        (b.households ?? 0) - (a.households ?? 0) ||
        (a.grid < b.grid ? -1 : 1),
    )
    .slice(0, MOST_GAPS)
}
