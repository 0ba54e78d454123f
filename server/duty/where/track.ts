import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { toDegrees } from '../../domain/coverage/shape.ts'
import { MARKS, SOURCES } from '../../domain/duty/judge-positions.ts'
import type { Track } from '../contract.ts'

/** The moments at which a day of the county begins and ends. */
export type DaySpan = { from: Date; to: Date }

/** Where an operator was in a span of time, in order. */
export async function readTrack(db: Db, operatorId: number, { from, to }: DaySpan): Promise<Track['points']> {
  const { rows } = await sql<{
    at: Date
    x: number
    y: number
    accuracy: number | null
    source: number
    mark: number
  }>`
    select at, x, y, accuracy_metres as accuracy, source, mark
    from position
    where at >= ${from}::timestamptz and at < ${to}::timestamptz
      and session_no in (select no from duty_session where operator_id = ${operatorId}::int)
    order by at`.execute(db)
  return rows.map(({ at, x, y, accuracy, source, mark }) => ({
    at: at.toISOString(),
    lon: toDegrees(x),
    lat: toDegrees(y),
    accuracy,
    source: SOURCES[source]!,
    mark: MARKS[mark]!,
  }))
}

/** Erases where an operator was in a span of time; says how many positions that were. */
export async function eraseTrack(db: Db, operatorId: number, { from, to }: DaySpan): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from position
    where at >= ${from}::timestamptz and at < ${to}::timestamptz
      and session_no in (select no from duty_session where operator_id = ${operatorId}::int)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
