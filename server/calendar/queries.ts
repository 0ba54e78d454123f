import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import type { CalendarDay } from '../domain/calendar.ts'
import type { NamedDay } from '../domain/calendar-entry.ts'

/** The weekdays that are worked (1 is Monday), the hours as text, and all days that differ. */
export type StoredCalendar = { weekdays: number[]; hours: string; days: NamedDay[] }

/** All of the calendar with names, in one statement: of one moment. `year`: the days of that year only. */
export async function readStored(db: Db, year: number | null = null): Promise<StoredCalendar> {
  const { rows } = await sql<StoredCalendar>`
    select array_to_json(weekdays) as weekdays, hours, coalesce((
      select json_agg(json_build_object('date', day, 'kind', kind, 'name', name, 'nameEn', name_en) order by day)
      from calendar_day where ${year}::int is null or extract(year from day) = ${year}::int), '[]') as days
    from office_hours`.execute(db)
  return rows[0] ?? noHours()
}

function noHours(): never {
  throw new Error('The table office_hours has no row: the hours were removed by hand.')
}

/**
 * What deadlines are reckoned with, without names: every step reads it, and texts are read four times as fast as lists of
 * objects.
 */
export async function readTimes(db: Db): Promise<{ weekdays: number[]; hours: string; days: CalendarDay[] }> {
  const { rows } = await sql<{ weekdays: string; hours: string; days: string | null }>`
    select array_to_string(weekdays, ',') as weekdays, hours,
      (select string_agg(to_char(day, 'YYYY-MM-DD') || ' ' || kind, ',') from calendar_day) as days
    from office_hours`.execute(db)
  const { weekdays, hours, days } = rows[0] ?? noHours()
  return {
    weekdays: weekdays.split(',').map(Number),
    hours,
    days: (days?.split(',') ?? []).map((text) => {
      const [date, kind] = text.split(' ') as [string, CalendarDay['kind']]
      return { date, kind }
    }),
  }
}

/** As readStored, for whoever changes it: others who want to wait until the transaction ends. */
export async function lockStored(trx: Transaction<Database>): Promise<StoredCalendar> {
  await trx.selectFrom('office_hours').select('the_only').forUpdate().execute()
  return readStored(trx)
}

/** Years that have days that differ, in order. */
export async function readYears(db: Db): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from day)::int as year from calendar_day order by year`.execute(db)
  return rows.map(({ year }) => year)
}

/** Puts days in, in place of what was said of them before. */
export async function writeDays(db: Db, days: readonly NamedDay[]): Promise<void> {
  await sql`
    insert into calendar_day (day, kind, name, name_en)
    select date::date, kind, name, "nameEn"
    from json_to_recordset(${jsonRows(days)}) as row(date text, kind text, name text, "nameEn" text)
    on conflict (day) do update set kind = excluded.kind, name = excluded.name, name_en = excluded.name_en`.execute(
    db,
  )
}

/** Takes days out, so that the week counts there again; returns how many there were. */
export async function deleteDays(db: Db, dates: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('calendar_day')
    .where('day', 'in', [...dates])
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function writeHours(db: Db, weekdays: readonly number[], hours: string): Promise<void> {
  await sql`
    update office_hours set weekdays = ${`{${weekdays.join()}}`}::text::smallint[], hours = ${hours}`.execute(
    db,
  )
}
