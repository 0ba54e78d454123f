import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { toDegrees } from '../../domain/coverage/shape.ts'

/** A position older than this says nothing about where somebody is. */
const OLDEST_MS = 30 * 60_000

/** Somebody on duty; `place`: null while paused or where nothing good is known of the last half hour. */
export type LatestPosition = {
  operatorId: number
  code: string
  name: string
  place: { lon: number; lat: number; at: Date; accuracy: number | null } | null
}

type Row = {
  operatorId: number
  code: string
  name: string
  x: number | null
  y: number | null
  at: Date | null
  accuracy: number | null
}

/** Where operators on duty are, of whom it is known. */
export async function readPlaced(
  db: Db,
  now: number,
): Promise<{ operatorId: number; name: string; lon: number; lat: number }[]> {
  const latest = await readLatestPositions(db, null, now)
  return latest.flatMap(({ operatorId, name, place }) =>
    place === null ? [] : [{ operatorId, name, lon: place.lon, lat: place.lat }],
  )
}

/** Where the operators on duty of some home areas (null: all) are, by their codes. */
export async function readLatestPositions(
  db: Db,
  areaIds: readonly number[] | null,
  now: number,
): Promise<LatestPosition[]> {
  const since = new Date(now - OLDEST_MS)
  const { rows } = await sql<Row>`
    select operator.id as "operatorId", operator.code, operator.name, latest.x, latest.y, latest.at,
      latest.accuracy_metres as accuracy
    from duty_session session
    join operator on operator.id = session.operator_id
    left join lateral (
      select x, y, at, accuracy_metres from position
      where session_no = session.no and at >= greatest(session.started_at, ${since}::timestamptz) and mark = 0
        and session.paused_at is null
      order by at desc limit 1
    ) latest on true
    where session.ended_at is null and session.ends_at > ${new Date(now)}::timestamptz
      and ${areaIds === null ? sql`true` : sql`operator.area_id in (select value::int from json_array_elements_text(${JSON.stringify(areaIds)}::text::json))`}
    order by operator.code`.execute(db)
  return rows.map(({ x, y, at, accuracy, ...operator }) => ({
    ...operator,
    place:
      x === null || y === null || at === null ? null : { lon: toDegrees(x), lat: toDegrees(y), at, accuracy },
  }))
}
