import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'

/** What the public reported in an area, by the areas in which it happened. */
export type ReportCounts = {
  areaId: number | null
  quarter: 'now' | 'before'
  reports: number
  due: number
  onTime: number
  rated: number
  satisfied: number
}

/**
 * Reports of the public that came in [before, to), those from `from` on as of now. Due are those whose deadline lies before `asOf`; what was
 * rejected, void or a duplicate is owed nothing. Asked in a scope.
 */
export async function readReports(
  trx: Db,
  { before, from, to, asOf }: { before: Date; from: Date; to: Date; asOf: Date },
): Promise<ReportCounts[]> {
  const { rows } = await sql<ReportCounts>`
    select version.area_id as "areaId", case when reported_at >= ${from}::timestamptz then 'now' else 'before' end as quarter,
      count(*)::int as reports,
      count(*) filter (where owed)::int as due,
      count(*) filter (where owed and closed_at <= due_at)::int as "onTime",
      count(*) filter (where rating is not null)::int as rated,
      count(*) filter (where rating = 'satisfied')::int as satisfied
    from (
      select area_version_id, reported_at, closed_at, due_at, rating,
        due_at is not null and state not in ('rejected', 'duplicate', 'void')
          and (due_at <= ${asOf}::timestamptz or closed_at is not null) as owed
      from incident
      where source = 'public' and reported_at >= ${before}::timestamptz and reported_at < ${to}::timestamptz
    ) report left join area_version version on version.id = area_version_id
    group by 1, 2`.execute(trx)
  return rows
}

export type CountRow = {
  villageId: number
  village: string
  month: string
  volunteers: number
  meetings: number
  version: number
  enteredBy: string
  enteredAt: Date
}

const COLUMNS = sql`village_id as "villageId", area.code as village, month::text as month, volunteers, meetings, version,
  entered_by as "enteredBy", entered_at as "enteredAt"`

/** What was entered for months (their first days), of all villages. */
export async function readCounts(db: Db, months: readonly string[]): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    select ${COLUMNS} from participation_count join area on area.id = village_id
    where month in (select value::date from json_array_elements_text(${JSON.stringify(months)}::text::json))
    order by area.code collate "C", month`.execute(db)
  return rows
}

/** What was entered for a village and a month; whoever else changes it waits until the transaction ends. */
export async function lockCount(
  trx: Transaction<Database>,
  villageId: number,
  month: string,
): Promise<CountRow | null> {
  const { rows } = await sql<CountRow>`
    select ${COLUMNS} from participation_count join area on area.id = village_id
    where village_id = ${villageId}::int and month = ${month}::text::date for update of participation_count`.execute(
    trx,
  )
  return rows[0] ?? null
}
