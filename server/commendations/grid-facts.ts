import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { GridFact } from './sources.ts'

const DAYS_AGAIN = 30
const METRES_AGAIN = 50

/**
 * What incidents of grids add to the outcomes of a period (domain.md, "Indicators"), in a transaction that sees them. Closing
 * by the deadline's time, rework and satisfaction by the closing's, recurrence by that of the incident.
 */
export async function readGridFacts(
  trx: Db,
  { from, to, areaIds }: { from: number; to: number; areaIds: readonly number[] },
): Promise<GridFact[]> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  const { rows } = await sql<Omit<GridFact, 'at'> & { at: Date }>`
    with mine as (
      select incident.*, version.area_id from incident
      join area_version version on version.id = incident.area_version_id
      where version.area_id = any (${`{${areaIds.join()}}`}::text::int[]) and state not in ('rejected', 'duplicate', 'void')),
    closed as (
      select mine.*, (select count(*)::int from incident_event event
        where event.incident_id = mine.id and event.action = 'fail') as failed
      from mine where closed_at >= ${start}::timestamptz and closed_at < ${end}::timestamptz)
    select 'closing' as outcome, id as "incidentId", area_id as "areaId", due_at as at,
      (state = 'closed')::int as numerator, 1 as denominator
      from mine where due_at >= ${start}::timestamptz and due_at < ${end}::timestamptz
    union all
    select 'rework', id, area_id, closed_at, failed, failed + 1 from closed
    union all
    select 'satisfaction', id, area_id, closed_at, (rating = 'satisfied')::int, 1 from closed where rating is not null
    union all
    select 'recurrence', id, area_id, occurred_at, exists (
        select from incident before
        where before.category_code = mine.category_code and before.id <> mine.id
          and before.state not in ('rejected', 'duplicate', 'void')
          and before.occurred_at <= mine.occurred_at
          and before.occurred_at > mine.occurred_at - make_interval(days => ${DAYS_AGAIN})
          and ST_DWithin(before.geom::geography, mine.geom::geography, ${METRES_AGAIN}))::int, 1
      from mine where occurred_at >= ${start}::timestamptz and occurred_at < ${end}::timestamptz
    order by 1, 2`.execute(trx)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}
