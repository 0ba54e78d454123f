import { areaInScope, readInViewersScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import type { Level } from '../domain/level.ts'
import { quarterOf } from '../domain/quarter.ts'
import { middleOf, monthsOf, movedQuarter } from '../domain/quarter-name.ts'
import type { Participation, ParticipationReport } from './contract.ts'
import { readCounts, readReports } from './queries.ts'

type Asking = { viewer: Viewer; areas: AreaIndex; offsetMs: (ms: number) => number; now: number }
type Wanted = { quarter?: string; area?: string; level?: Level }
type Spans = { now: Participation; before: Participation }

/** How people took part where the viewer looks, in a quarter (default: the running one). Throws unknown_area, out_of_scope, invalid_input. */
export async function readParticipation(
  db: Db,
  { viewer, areas, offsetMs, now }: Asking,
  wanted: Wanted,
): Promise<ParticipationReport> {
  const area = areaInScope(viewer, areas, wanted.area)
  const level = wanted.level ?? partsLevel(area)
  const quarter = wanted.quarter ?? quarterOf(now, offsetMs).name
  const before = movedQuarter(quarter, -1)
  const { from, to } = quarterOf(middleOf(quarter), offsetMs)
  const span = {
    before: new Date(quarterOf(middleOf(before), offsetMs).from),
    from: new Date(from),
    to: new Date(to),
    asOf: new Date(now),
  }
  const reports = await readInViewersScope(db, { viewer, areas }, (trx) => readReports(trx, span))
  const counts = await readCounts(db, [...monthsOf(before), ...monthsOf(quarter)])
  const spansOf = (inside: (node: AreaNode | null) => boolean): Spans => {
    const spans: Spans = { now: nothing(), before: nothing() }
    for (const row of reports) {
      if (!inside(row.areaId === null ? null : areas.heirOf(row.areaId))) continue
      const sums = spans[row.quarter]
      sums.reports += row.reports
      sums.inTime.denominator += row.due
      sums.inTime.numerator += row.onTime
      sums.satisfied.denominator += row.rated
      sums.satisfied.numerator += row.satisfied
    }
    for (const row of counts) {
      if (!inside(areas.heirOf(row.villageId))) continue
      const sums = spans[monthsOf(quarter).includes(row.month) ? 'now' : 'before']
      sums.volunteers += row.volunteers
      sums.meetings += row.meetings
      sums.villageMonths += 1
    }
    return spans
  }
  const rowOf = (node: AreaNode) => ({
    code: node.code,
    name: node.name,
    nameEn: node.nameEn,
    households: node.households,
    // What is not located belongs to the county, and to no part of it.
    ...spansOf((at) => node === areas.county || (at !== null && isInside(at, node))),
  })
  return {
    quarter,
    before,
    running: now < to,
    area: area.code,
    level,
    total: rowOf(area),
    rows: area.level === level ? [] : areas.within(area, level).map(rowOf),
  }
}

function nothing(): Participation {
  return {
    reports: 0,
    inTime: { numerator: 0, denominator: 0 },
    satisfied: { numerator: 0, denominator: 0 },
    volunteers: 0,
    meetings: 0,
    villageMonths: 0,
  }
}
