import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** The first days (YYYY-MM-DD) that are kept of hours and of passages; null where nothing is. */
export async function readKeptSince(db: Db): Promise<{ presence: string | null; passages: string | null }> {
  const { rows } = await sql<{ presence: string | null; passages: string | null }>`
    select (select min(day)::text from grid_presence) as presence,
      (select min(day)::text from cell_passage) as passages`.execute(db)
  return rows[0] ?? { presence: null, passages: null }
}

/** On how many days of each weekday (1 Monday to 7 Sunday) grids had somebody in exactly these hours, a bit for each. */
export async function readPresence(
  db: Db,
  gridIds: readonly number[],
  days: { from: string; to: string },
): Promise<{ weekday: number; hours: number; count: number }[]> {
  const { rows } = await sql<{ weekday: number; hours: number; count: number }>`
    select extract(isodow from day)::int as weekday, hours, count(*)::int as count
    from grid_presence
    where day between ${days.from}::text::date and ${days.to}::text::date
      and grid_id in (select value::int from json_array_elements_text(${JSON.stringify(gridIds)}::text::json))
    group by 1, 2`.execute(db)
  return rows
}

/** Which cells somebody was in on a day, by quarters of an hour, in their order. */
export async function readPassages(db: Db, day: string): Promise<{ slot: number; cell: string }[]> {
  const { rows } = await sql<{ slot: number; cell: string }>`
    select slot, cell from cell_passage where day = ${day}::text::date order by slot, cell`.execute(db)
  return rows
}
