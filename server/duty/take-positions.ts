import { sql } from 'kysely'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { toDegrees, toUnits } from '../domain/coverage/shape.ts'
import {
  judgePositions,
  MARKS,
  SOURCES,
  type Judgement,
  type KnownPlace,
  type SentPosition,
} from '../domain/duty/judge-positions.ts'
import { visitMark, type VisitMark, type VisitMarks } from './mark-visits.ts'
import type { PositionDays } from './position-days.ts'
import { lockSession, writeSession, type SessionRow } from './session.ts'

export type PositionDoors = {
  db: Db
  days: PositionDays
  marks: VisitMarks
  offsetMs: (ms: number) => number
}

export type Taken = {
  taken: number
  known: number
  marked: number
  refused: Judgement['refused']
  session: SessionRow
}

/**
 * Keeps positions of an operator's session, and marks the cells that they lie in, all or nothing. What was kept before is not kept
 * again. Throws unknown_session.
 */
export async function takePositions(
  { db, days, marks, offsetMs }: PositionDoors,
  areas: AreaIndex,
  { operatorId, sessionId }: { operatorId: number; sessionId: string },
  positions: readonly SentPosition[],
  now: number,
): Promise<Taken> {
  const span = { startedAt: -Infinity, lastAt: Infinity, pausedAt: null }
  // Before the transaction, for this locks the table; only what could be kept needs a day.
  await days.ensure(judgePositions(positions, span, null, now).taken.map(({ at }) => at))
  let fresh: VisitMark[] = []
  const result = await db.transaction().execute(async (trx): Promise<Taken> => {
    const row = await lockSession(trx, operatorId, sessionId)
    const first = Math.min(...positions.map(({ at }) => at))
    const judged = judgePositions(positions, spanOf(row), await lastGood(trx, row, first), now)
    const kept = await insertPositions(trx, row.no, judged.taken)
    const good = judged.taken.filter(({ at, mark }) => kept.has(at) && mark === 'none')
    fresh = marks.fresh(good.flatMap((position) => visitMark(areas, position, offsetMs) ?? []))
    await marks.write(trx, fresh)
    const session = await writeSession(trx, row, heard(row, judged.taken, now))
    return {
      taken: kept.size,
      known: judged.taken.length - kept.size + judged.repeated,
      marked: judged.taken.filter(({ at, mark }) => kept.has(at) && mark !== 'none').length,
      refused: judged.refused,
      session,
    }
  })
  marks.remember(fresh)
  return result
}

/** A session that was ended because nothing was heard of it takes what its operator sends later, up to its limit. */
function spanOf({ startedAt, endsAt, pausedAt, endedAt, endedBy }: SessionRow) {
  const end = endedAt === null || endedBy === 'silence' ? endsAt : endedAt
  return { startedAt: startedAt.getTime(), lastAt: end.getTime(), pausedAt: pausedAt?.getTime() ?? null }
}

/** A sign of life; whoever was taken for gone was there up to the last position. */
function heard(row: SessionRow, taken: readonly { at: number }[], now: number) {
  const last = taken.at(-1)?.at
  const isLater = row.endedBy === 'silence' && last !== undefined && last > row.endedAt!.getTime()
  return { heardAt: new Date(now), ...(isLater ? { endedAt: new Date(last) } : {}) }
}

async function lastGood(trx: Db, { no, startedAt }: SessionRow, before: number): Promise<KnownPlace | null> {
  const row = await trx
    .selectFrom('position')
    .select(['at', 'x', 'y', 'accuracy_metres as accuracy'])
    .where('session_no', '=', no)
    .where('at', '<', new Date(before))
    .where('at', '>=', startedAt)
    .where('mark', '=', MARKS.indexOf('none'))
    .where('source', '<>', SOURCES.indexOf('tap'))
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return { at: row.at.getTime(), lon: toDegrees(row.x), lat: toDegrees(row.y), accuracy: row.accuracy }
}

/** Keeps what is new; gives the moments of that. */
async function insertPositions(trx: Db, no: number, taken: Judgement['taken']): Promise<Set<number>> {
  if (taken.length === 0) return new Set()
  const rows = taken.map(({ at, deviceAt, lon, lat, accuracy, source, mark }) => ({
    at: new Date(at),
    deviceAt: new Date(deviceAt),
    x: toUnits(lon),
    y: toUnits(lat),
    accuracy,
    source: SOURCES.indexOf(source),
    mark: MARKS.indexOf(mark),
  }))
  const { rows: kept } = await sql<{ at: Date }>`
    insert into position (session_no, at, device_at, x, y, accuracy_metres, source, mark)
    select ${no}::int, at, "deviceAt", x, y, accuracy, source, mark
    from json_to_recordset(${jsonRows(rows)}) as row(
      at timestamptz(3), "deviceAt" timestamptz(3), x int, y int, accuracy real, source smallint, mark smallint)
    on conflict (session_no, at) do nothing
    returning at`.execute(trx)
  return new Set(kept.map(({ at }) => at.getTime()))
}
