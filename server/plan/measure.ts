import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Measure, MilestoneKind } from '../domain/plan/milestone.ts'
import type { Quarter } from '../domain/quarter.ts'

// What the system knows of each township, as sums of areas, operators and incidents: nothing here is of a person.

/** Every area, retired ones too, with the live township that it lies in. */
const INSIDE = sql`
  inside (area_id, township_id) as (
    select id, id from area where level = 'township' and retired_at is null
    union all
    select area.id, inside.township_id from inside join area on area.parent_id = inside.area_id
  )`

/** Whatever came from the public, by itself or through the hotline. */
export const PUBLIC_SOURCES = ['public', 'hotline', 'open311']
export const CHANNEL_DAYS = 30

type StaffRow = {
  areaId: number
  operators: number
  accounts: number
  certified: number
  grids: number
  staffed: number
  villages: number
}

/** People and grids of each township on a day: operators who can sign in or have a valid certificate, grids that somebody answers for. */
export async function readStaff(db: Db, day: string): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`
    with recursive ${INSIDE},
    ground as (
      select township_id, count(*) filter (where level = 'grid')::int as grids,
        count(*) filter (where level = 'village')::int as villages,
        count(*) filter (where level = 'grid' and exists (
          select from assignment where grid_id = area.id and role in ('lead', 'cover') and valid @> ${day}::text::date
        ))::int as staffed
      from inside join area on area.id = inside.area_id
      where retired_at is null
      group by township_id
    ), crew as (
      select township_id, count(*)::int as operators,
        count(*) filter (where exists (
          select from account_grant where account_id = operator.account_id and role = 'operator'))::int as accounts,
        count(*) filter (where exists (
          select from qualification where operator_id = operator.id and kind = 'certificate'
            and obtained_on <= ${day}::text::date and coalesce(expires_on >= ${day}::text::date, true)))::int as certified
      from inside join operator using (area_id)
      where coalesce(left_at >= ${day}::text::date, true)
      group by township_id
    )
    select ground.township_id as "areaId", coalesce(operators, 0) as operators, coalesce(accounts, 0) as accounts,
      coalesce(certified, 0) as certified, grids, staffed, villages
    from ground left join crew using (township_id)`.execute(db)
  return rows
}

export type QuarterRow = { areaId: number; quarter: string; own: number; all: number }

/**
 * Of the incidents reported in each quarter, how many run in the system: not those that an import brought, nor those that were
 * closed without a unit and without any step. Needs a transaction with a scope; quarters in their order, without gaps.
 */
export async function readRuns(trx: Db, quarters: readonly Quarter[]): Promise<QuarterRow[]> {
  const starts = JSON.stringify(quarters.map(({ from }) => new Date(from).toISOString()))
  const end = new Date(quarters.at(-1)!.to)
  const { rows } = await sql<{ areaId: number; place: number; own: number; all: number }>`
    with recursive ${INSIDE}, start as (
      select array_agg(value::timestamptz order by place) as starts
      from json_array_elements_text(${starts}::text::json) with ordinality as given (value, place)
    )
    select township_id as "areaId", width_bucket(reported_at, starts) as place, count(*)::int as all,
      count(*) filter (where source_key is null and not (state = 'closed' and unit_id is null
        and not exists (select from incident_event event where event.incident_id = incident.id)))::int as own
    from incident cross join start
    join area_version version on version.id = incident.area_version_id
    join inside on inside.area_id = version.area_id
    where reported_at >= starts[1] and reported_at < ${end}::timestamptz
    group by 1, 2`.execute(trx)
  return rows.map(({ areaId, place, own, all }) => ({ areaId, quarter: quarters[place - 1]!.name, own, all }))
}

export type ChannelRow = {
  areaId: number
  villages: number
  bySource: { source: string; count: number }[]
}

/** Villages from which the public reported something in the days up to a moment, and the reports by their source. Needs a scope. */
export async function readChannels(trx: Db, now: number): Promise<ChannelRow[]> {
  const since = new Date(now - CHANNEL_DAYS * 86_400_000)
  const { rows } = await sql<{ areaId: number; villageId: number | null; source: string; count: number }>`
    with recursive ${INSIDE}
    select township_id as "areaId", case area.level when 'grid' then area.parent_id when 'village' then area.id end as "villageId",
      source, count(*)::int as count
    from incident
    join area_version version on version.id = incident.area_version_id
    join area on area.id = version.area_id
    join inside on inside.area_id = version.area_id
    where reported_at >= ${since}::timestamptz and reported_at < ${new Date(now)}::timestamptz
      and source in (${sql.join(PUBLIC_SOURCES)})
    group by 1, 2, 3`.execute(trx)
  const found = new Map<number, { villages: Set<number>; bySource: Map<string, number> }>()
  for (const { areaId, villageId, source, count } of rows) {
    const of = found.get(areaId) ?? { villages: new Set(), bySource: new Map() }
    found.set(areaId, of)
    if (villageId !== null) of.villages.add(villageId)
    of.bySource.set(source, (of.bySource.get(source) ?? 0) + count)
  }
  return [...found].map(([areaId, { villages, bySource }]) => ({
    areaId,
    villages: villages.size,
    bySource: [...bySource].map(([source, count]) => ({ source, count })),
  }))
}

/** All that is known of one township. */
export type Known = { staff: StaffRow; runs: QuarterRow[]; channels: ChannelRow | null }

/** How far a township has come with a kind; null where only people can say. `quarter`: the one whose incidents count. */
export function measureOf(
  kind: MilestoneKind,
  { staff, runs, channels }: Known,
  { planned, quarter }: { planned: number | null; quarter: string },
): Measure | null {
  if (kind === 'devices') return null
  if (kind === 'grids') return { numerator: staff.grids, denominator: planned ?? staff.grids }
  if (kind === 'staffed') return { numerator: staff.staffed, denominator: staff.grids }
  if (kind === 'accounts') return { numerator: staff.accounts, denominator: staff.operators }
  if (kind === 'training') return { numerator: staff.certified, denominator: staff.operators }
  if (kind === 'channels') {
    // A village that was merged away meanwhile may have reported: never more than there are.
    return { numerator: Math.min(channels?.villages ?? 0, staff.villages), denominator: staff.villages }
  }
  const run = runs.find((row) => row.quarter === quarter)
  return { numerator: run?.own ?? 0, denominator: run?.all ?? 0 }
}
