import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export type TrackReading = { reader: string; kind: 'latest' | 'track'; readAt: Date; day: string }

const KEPT_DAYS_SHOWN = 30

/**
 * Writes down that somebody looked at where operators are, once an hour for each: an open map asks several times a minute. It must be
 * written before the places are given.
 */
export async function noteLatestReading(
  db: Db,
  reader: string,
  operatorIds: readonly number[],
  { now, day }: { now: number; day: string },
): Promise<void> {
  if (operatorIds.length === 0) return
  await sql`
    insert into track_reading (operator_id, reader, kind, read_at, day)
    select value::int, ${reader}, 'latest', date_trunc('hour', ${new Date(now)}::timestamptz), ${day}::text::date
    from json_array_elements_text(${JSON.stringify(operatorIds)}::text::json)
    on conflict do nothing`.execute(db)
}

/** Writes down that somebody looked at where an operator was on a day. */
export async function noteTrackReading(
  db: Db,
  { operatorId, reader, now, day }: { operatorId: number; reader: string; now: number; day: string },
): Promise<void> {
  await db
    .insertInto('track_reading')
    .values({ operator_id: operatorId, reader, kind: 'track', read_at: new Date(now), day })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Who looked at where an operator is or was, in the last 30 days, newest first. */
export async function readTrackReadings(db: Db, operatorId: number): Promise<TrackReading[]> {
  const { rows } = await sql<TrackReading>`
    select reader, kind, read_at as "readAt", day::text
    from track_reading
    where operator_id = ${operatorId}::int and read_at > now() - make_interval(days => ${KEPT_DAYS_SHOWN}::int)
    order by read_at desc, id desc`.execute(db)
  return rows
}
