import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import { readInScope, type RowScope } from '../db/row-scope.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import { EMERGENCY, isOpen, STATES } from '../domain/incident-state.ts'
import { likelyMinutes, nearestTo } from '../domain/patrol/reach.ts'
import { isUnseen } from '../domain/patrol/unseen.ts'
import { quarterOf } from '../domain/quarter.ts'
import { floorTo } from '../domain/time-buckets.ts'
import type { Snapshot } from '../incidents/column-cache.ts'
import { summarise } from '../incidents/summary.ts'
import { careByArea } from '../patrols/care.ts'
import { countyDay, dateOf } from '../patrols/day.ts'
import type { Visits } from '../patrols/visits/visit-cache.ts'
import type { WallCase, WallPicture } from './contract.ts'
import {
  categoriesOf,
  countPicture,
  isPlaced,
  trendOf,
  type Moment,
  type PictureCounts,
} from './count-picture.ts'
import { readCases, readEnded, readLastSteps, readSupervised, type CaseRow } from './queries.ts'
import type { NearestNoter, WallStaff } from './staff.ts'

const MOST_POINTS = 5000
const MOST_WATCHED = 40
const MOST_EMERGENCIES = 10
const MOST_FEED = 30
const MOST_GAPS = 8

/** Distances to people are given no finer than this. */
const METRES_STEP = 50

export type PictureSources = {
  db: Db
  snapshot: Snapshot
  visits: Visits
  staff: WallStaff
  /** The number of the last event that is in the snapshot. */
  seq: number
  now: number
  offsetMs: (ms: number) => number
  noteNearest: NearestNoter
}

/** Reckons all that a wall shows of an area. */
export async function paintPicture(area: AreaNode, sources: PictureSources): Promise<WallPicture> {
  const { db, snapshot, visits, staff, seq, now, offsetMs, noteNearest } = sources
  const { areas, columns } = snapshot
  const level = partsLevel(area)
  const parts = area.level === level ? [] : areas.within(area, level)
  const moment: Moment = { now, midnight: floorTo(now, 'day', offsetMs) }
  const counts = countPicture(snapshot, area, parts, moment)
  const emergencyRows = openEmergencies(snapshot, area)
  const { supervised, cases, feed, ended } = await readInScope(db, scopeOf(area, areas), async (trx) => {
    const areaIds = area.parentId === null ? null : areas.idsInside(area)
    const underOrder = await readSupervised(trx, areaIds)
    const wanted = [...counts.overdueRows.slice(0, MOST_WATCHED), ...emergencyRows.slice(0, MOST_EMERGENCIES)]
    return {
      supervised: underOrder,
      cases: await readCases(
        trx,
        wanted.map((row) => columns.id[row]!),
      ),
      feed: await readLastSteps(trx, areaIds, { until: seq, limit: MOST_FEED }),
      ended: await readEnded(trx, areaIds, new Date(moment.midnight)),
    }
  })
  const codeOf = (areaId: number | null) => (areaId === null ? null : (areas.heirOf(areaId)?.code ?? null))
  const toCase = (row: CaseRow): WallCase => wallCase(row, codeOf)
  const byId = new Map(cases.map((row) => [row.id, row]))
  const casesOf = (rows: readonly number[]) => rows.flatMap((row) => byId.get(columns.id[row]!) ?? [])
  const watched = [...supervised, ...casesOf(counts.overdueRows.slice(0, MOST_WATCHED))]
    .filter((row, i, all) => all.findIndex(({ id }) => id === row.id) === i)
    .slice(0, MOST_WATCHED)

  const today = countyDay(now, offsetMs)
  const window = { from: today - 6, to: today }
  const [whole, ...careOfParts] = careByArea(areas, { staff: staff.today, visits, window }, [area, ...parts])
  const grids = areas.within(area, 'grid')
  const careOfGrids = careByArea(areas, { staff: staff.today, visits, window }, grids)
  const [before] = careByArea(areas, { staff: staff.before, visits, window }, [area])
  const onDuty = staff.onDuty.filter(({ grids: served }) =>
    served.some((grid) => isWithin(grid, area, areas)),
  )
  const emergencies = casesOf(emergencyRows.slice(0, MOST_EMERGENCIES)).map((row) => ({
    row,
    nearest: nearestPlaced(row, staff),
  }))
  // Before their names are given.
  const named = emergencies.flatMap(({ nearest }) => nearest?.found.operatorId ?? [])
  await noteNearest([...new Set(named)], { now, day: dateOf(today) })
  const quarter = quarterOf(now, offsetMs)
  // Up to now: what is due later in the quarter is not late yet.
  const quarterFigures = summarise(snapshot, {
    area,
    level,
    categories: null,
    from: quarter.from,
    to: now,
    now,
    offsetMs,
  })
  const last = quarterOf(now, offsetMs, -1)
  const lastTotals = summarise(snapshot, { area, level, categories: null, ...last, now, offsetMs }).totals
  const served = (part: AreaNode) =>
    onDuty.filter(({ grids: theirs }) => theirs.some((grid) => isWithin(grid, part, areas))).length
  const onTime = ({ due, dueOnTime }: { due: number; dueOnTime: number }) => ({
    numerator: dueOnTime,
    denominator: due,
  })
  return {
    at: new Date(now).toISOString(),
    area: area.code,
    level,
    release: areas.release,
    seq,
    figures: {
      ...counts.total,
      reportedUsually: counts.usualByNow,
      openedToday: counts.total.reportedToday,
      endedToday: ended,
      supervised: supervised.length,
      onTime: { quarter: quarter.name, ...onTime(quarterFigures.totals), before: onTime(lastTotals) },
      grids: whole!.grids,
      staffedGrids: whole!.grids - whole!.vacantGrids,
      staffedBefore: before!.grids - before!.vacantGrids,
      operators: whole!.operators,
      onDuty: onDuty.length,
    },
    trend: trendOf(counts, moment),
    categories: categoriesOf(snapshot.categories, counts),
    watch: { overdue: counts.total.overdue, supervised: supervised.length, items: watched.map(toCase) },
    emergencies: emergencies.map(({ row, nearest }) => ({ ...toCase(row), nearest: asShown(nearest) })),
    feed: feed.map(({ areaId, at, ...step }) => ({ ...step, at: at.toISOString(), area: codeOf(areaId) })),
    parts: parts.map((part, i) => ({
      code: part.code,
      ...counts.byPart[i]!,
      onTime: onTime(quarterFigures.byArea[i]!.totals),
      grids: careOfParts[i]!.grids,
      staffedGrids: careOfParts[i]!.grids - careOfParts[i]!.vacantGrids,
      unseenGrids: careOfParts[i]!.unseenGrids,
      onDuty: served(part),
    })),
    notLocated: counts.notLocated,
    gaps: {
      vacantGrids: whole!.vacantGrids,
      unseenGrids: whole!.unseenGrids,
      visitedShare: whole!.visitedShare,
      items: worstGrids(grids, careOfGrids),
    },
    points: pointsOf(snapshot, counts, new Set(supervised.map(({ id }) => id)), now),
    onDuty: onDuty.map(({ name, paused, grids: served }) => ({
      name,
      paused,
      grids: served.flatMap((grid) => codeOf(grid) ?? []),
    })),
  }
}

/** The rows of an area and no others, whoever forgot to ask. */
function scopeOf(area: AreaNode, areas: AreaIndex): RowScope {
  return area.parentId === null ? 'county' : { areaIds: areas.idsInside(area), unitIds: [], unitAreaIds: [] }
}

function isWithin(gridId: number, area: AreaNode, areas: AreaIndex): boolean {
  const grid = areas.heirOf(gridId)
  return grid !== null && grid.position >= area.position && grid.position < area.end
}

/** Rows of open emergencies, newest first. */
function openEmergencies({ columns }: Snapshot, area: AreaNode): number[] {
  const rows: number[] = []
  const isCounty = area.parentId === null
  for (let row = columns.length - 1; row >= 0; row -= 1) {
    if (columns.priority[row] !== EMERGENCY || !isOpen(columns.state[row]!)) continue
    const place = columns.position[row]!
    if (isCounty || (place >= area.position && place < area.end)) rows.push(row)
  }
  return rows
}

function wallCase(row: CaseRow, codeOf: (areaId: number | null) => string | null): WallCase {
  const { areaId, reportedAt, dueAt, supervisedDueAt, ...rest } = row
  return {
    ...rest,
    area: codeOf(areaId),
    reportedAt: reportedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    supervisedDueAt: supervisedDueAt?.toISOString() ?? null,
  }
}

function nearestPlaced({ lon, lat }: CaseRow, { placed }: WallStaff) {
  return lon === null || lat === null ? null : nearestTo({ lon, lat }, placed)
}

/** Who is nearest to an emergency, as far as a wall may say: no place, and no distance to the metre. */
function asShown(nearest: ReturnType<typeof nearestPlaced>): WallPicture['emergencies'][number]['nearest'] {
  if (nearest === null) return null
  const metres = Math.ceil(nearest.metres / METRES_STEP) * METRES_STEP
  return { name: nearest.found.name, metres, minutes: Math.ceil(likelyMinutes(metres)) }
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

/** What is drawn: the overdue and supervised ones before all others, for they are what a wall must not leave out. */
function pointsOf(
  snapshot: Snapshot,
  counts: PictureCounts,
  supervised: ReadonlySet<number>,
  now: number,
): WallPicture['points'] {
  const { columns, categories, areas } = snapshot
  const nowSecond = Math.floor(now / 1000)
  const underOrder: number[] = []
  if (supervised.size > 0) {
    for (let row = 0; row < columns.length; row += 1)
      if (supervised.has(columns.id[row]!)) underOrder.push(row)
  }
  const first = counts.overdueRows.slice(0, MOST_POINTS / 2)
  const rest = counts.overdueRows.slice(MOST_POINTS / 2)
  const rows = [...new Set([...underOrder, ...first, ...counts.recentRows, ...rest])].filter((row) =>
    isPlaced(snapshot, row),
  )
  return {
    total: rows.length,
    items: rows.slice(0, MOST_POINTS).map((row) => {
      const due = columns.dueAt[row]!
      const open = isOpen(columns.state[row]!)
      return {
        id: columns.id[row]!,
        lon: toDegrees(columns.lon[row]!),
        lat: toDegrees(columns.lat[row]!),
        category: categories[columns.category[row]!]!.code,
        state: STATES[columns.state[row]!]!,
        priority: columns.priority[row]!,
        overdue: open && due !== 0 && due < nowSecond,
        supervised: supervised.has(columns.id[row]!),
        area: areas.nodes[columns.position[row]!]?.code ?? null,
        at: new Date(columns.occurredAt[row]! * 1000).toISOString(),
      }
    }),
  }
}
