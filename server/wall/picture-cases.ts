import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { readInScope, type RowScope } from '../db/row-scope.ts'
import { EMERGENCY, isOpen } from '../domain/incident-state.ts'
import { likelyMinutes, nearestTo } from '../domain/patrol/reach.ts'
import type { Snapshot } from '../incidents/column-cache.ts'
import { countyDay, dateOf } from '../patrols/day.ts'
import type { WallCase, WallPicture } from './contract.ts'
import type { Moment, PictureCounts } from './count-picture.ts'
import type { PictureSources } from './picture-sources.ts'
import { readCases, readEnded, readLastSteps, readSupervised, type CaseRow } from './queries.ts'
import type { WallStaff } from './staff.ts'

const MOST_WATCHED = 40
const MOST_EMERGENCIES = 10
const MOST_FEED = 30

/** Distances to people are given no finer than this. */
const METRES_STEP = 50

/** The cases of an area that a wall names, and what happened to them. */
export type PictureCases = Pick<WallPicture, 'emergencies' | 'feed'> & {
  /** Supervised and overdue ones, the most urgent first. */
  watched: WallCase[]
  /** Ids of all that are supervised. */
  supervised: ReadonlySet<number>
  /** How many came to an end today. */
  ended: number
}

/** Reads the cases of an area. Whom it names as the nearest is written down before it is told. */
export async function readPictureCases(
  area: AreaNode,
  { db, snapshot, staff, seq, now, offsetMs, noteNearest }: PictureSources,
  counts: PictureCounts,
  { midnight }: Moment,
): Promise<PictureCases> {
  const { areas, columns } = snapshot
  const idsOf = (rows: readonly number[]) => rows.map((row) => columns.id[row]!)
  const overdue = idsOf(counts.overdueRows.slice(0, MOST_WATCHED))
  const urgent = idsOf(openEmergencies(snapshot, area).slice(0, MOST_EMERGENCIES))
  const { supervised, cases, feed, ended } = await readInScope(db, scopeOf(area, areas), async (trx) => {
    const areaIds = area.parentId === null ? null : areas.idsInside(area)
    return {
      supervised: await readSupervised(trx, areaIds),
      cases: await readCases(trx, [...overdue, ...urgent]),
      feed: await readLastSteps(trx, areaIds, { until: seq, limit: MOST_FEED }),
      ended: await readEnded(trx, areaIds, new Date(midnight)),
    }
  })
  const byId = new Map([...cases, ...supervised].map((row) => [row.id, row]))
  const casesOf = (ids: readonly number[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const codeOf = (areaId: number | null) => (areaId === null ? null : (areas.heirOf(areaId)?.code ?? null))
  const supervisedIds = new Set(supervised.map(({ id }) => id))
  const emergencies = casesOf(urgent).map((row) => ({ row, nearest: nearestPlaced(row, staff) }))
  const named = new Set(emergencies.flatMap(({ nearest }) => nearest?.found.operatorId ?? []))
  await noteNearest([...named], { now, day: dateOf(countyDay(now, offsetMs)) })
  return {
    supervised: supervisedIds,
    watched: casesOf([...new Set([...supervisedIds, ...overdue])].slice(0, MOST_WATCHED)).map((row) =>
      wallCase(row, codeOf),
    ),
    emergencies: emergencies.map(({ row, nearest }) => ({
      ...wallCase(row, codeOf),
      nearest: asShown(nearest),
    })),
    feed: feed.map(({ areaId, at, ...step }) => ({ ...step, at: at.toISOString(), area: codeOf(areaId) })),
    ended,
  }
}

/** The rows of an area and no others, whoever forgot to ask. */
function scopeOf(area: AreaNode, areas: AreaIndex): RowScope {
  return area.parentId === null ? 'county' : { areaIds: areas.idsInside(area), unitIds: [], unitAreaIds: [] }
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

/** A case as a wall shows it. */
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
