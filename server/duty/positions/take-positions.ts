import { sql } from 'kysely'
import type { AreaIndex } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import { CodedError } from '../../errors.ts'
import { toDegrees, toUnits } from '../../domain/coverage/shape.ts'
import {
  judgePositions,
  MARKS,
  SOURCES,
  type Judgement,
  type KnownPlace,
  type SentPosition,
  type SessionSpan,
} from '../../domain/duty/judge-positions.ts'
import { visitMark, type VisitMarks } from './mark-visits.ts'
import type { PositionDays } from './position-days.ts'
import type { SessionChange, SessionRow } from '../sessions/session.ts'

export type PositionDoors = {
  db: Db
  days: PositionDays
  marks: VisitMarks
  offsetMs: (ms: number) => number
}

/** Whose session it is, and which. */
export type Whose = { accountId: number; sessionId: string }

export type Taken = {
  taken: number
  known: number
  marked: number
  refused: Judgement['refused']
  session: SessionRow
}

/** How often a batch is judged again because its session was changed meanwhile. */
const MOST_TRIES = 5

/**
 * Keeps positions of a session of whoever has the account, and marks the cells that they lie in. What was kept before is not kept
 * again, but marked: if the process ends between the two, the phone, which heard no answer, sends them once more. Throws
 * unknown_session.
 */
export async function takePositions(
  doors: PositionDoors,
  areas: AreaIndex,
  whose: Whose,
  positions: readonly SentPosition[],
  now: number,
): Promise<Taken> {
  const { db, days, marks, offsetMs } = doors
  const first = Math.min(...positions.map(({ at }) => at))
  for (let tries = 1; ; tries += 1) {
    const { last, ...row } = await readSessionOf(db, whose, first)
    const judged = judgePositions(positions, spanOf(row), last, now)
    // Before anything is locked, for this locks the table.
    await days.ensure(judged.taken.map(({ at }) => at))
    const session = { ...row, ...heard(row, judged.taken, now) }
    const kept = await keep(db, row, session, judged.taken)
    if (kept === null) {
      if (tries < MOST_TRIES) continue
      throw new Error(`Duty session ${row.no} was changed ${MOST_TRIES} times while positions were judged.`)
    }
    const good = judged.taken.filter(({ mark }) => mark === 'none')
    const fresh = marks.fresh(good.flatMap((position) => visitMark(areas, position, offsetMs) ?? []))
    await marks.write(db, fresh)
    marks.remember(fresh)
    return {
      taken: kept.size,
      known: judged.taken.length - kept.size + judged.repeated,
      marked: judged.taken.filter(({ at, mark }) => kept.has(at) && mark !== 'none').length,
      refused: judged.refused,
      session,
    }
  }
}

/** A session that was ended because nothing was heard of it takes what its operator sends later, up to its limit. */
function spanOf({ startedAt, endsAt, pausedAt, endedAt, endedBy }: SessionRow): SessionSpan {
  const end = endedAt === null || endedBy === 'silence' ? endsAt : endedAt
  return { startedAt: startedAt.getTime(), lastAt: end.getTime(), pausedAt: pausedAt?.getTime() ?? null }
}

/** A sign of life; whoever was taken for gone was there up to the last position. */
function heard(row: SessionRow, taken: readonly { at: number }[], now: number): SessionChange {
  const last = taken.at(-1)?.at
  const isLater = row.endedBy === 'silence' && last !== undefined && last > row.endedAt!.getTime()
  return { heardAt: new Date(now), ...(isLater ? { endedAt: new Date(last) } : {}) }
}

type ReadRow = SessionRow & { at: Date | null; x: number; y: number; accuracy: number | null }

/** The session, and the last good position in it before a moment (milliseconds). */
async function readSessionOf(
  db: Db,
  { accountId, sessionId }: Whose,
  before: number,
): Promise<SessionRow & { last: KnownPlace | null }> {
  const { rows } = await sql<ReadRow>`
    select no, session.id, operator_id as "operatorId", started_at as "startedAt", ends_at as "endsAt",
      heard_at as "heardAt", paused_at as "pausedAt", ended_at as "endedAt", ended_by as "endedBy",
      last.at, last.x, last.y, last.accuracy_metres as accuracy
    from duty_session session
    join operator on operator.id = session.operator_id and operator.account_id = ${accountId}::int and left_at is null
    left join lateral (
      select at, x, y, accuracy_metres from position
      where session_no = session.no and at >= session.started_at and at < ${new Date(before)}::timestamptz
        and mark = 0 and source <> 1
      order by at desc limit 1
    ) last on true
    where session.id = ${sessionId}::uuid`.execute(db)
  const [found] = rows
  if (!found) throw new CodedError('unknown_session', `You have no duty session of the id ${sessionId}.`)
  const { at, x, y, accuracy, ...row } = found
  return { ...row, last: at && { at: at.getTime(), lon: toDegrees(x), lat: toDegrees(y), accuracy } }
}

/**
 * Keeps what is new, and that something was heard, in one statement; gives the moments of what is new. Null where the session is
 * another by now than it was judged by.
 */
async function keep(
  db: Db,
  judgedBy: SessionRow,
  session: SessionRow,
  taken: Judgement['taken'],
): Promise<Set<number> | null> {
  const given = taken.map(({ at, deviceAt, lon, lat, accuracy, source, mark }) => ({
    at: new Date(at),
    deviceAt: new Date(deviceAt),
    x: toUnits(lon),
    y: toUnits(lat),
    accuracy,
    source: SOURCES.indexOf(source),
    mark: MARKS.indexOf(mark),
  }))
  const { rows } = await sql<{ moments: number[] }>`
    with session as materialized (
      update duty_session
      set heard_at = ${session.heardAt}::timestamptz, ended_at = ${session.endedAt}::timestamptz
      where no = ${judgedBy.no}::int and ended_at is not distinct from ${judgedBy.endedAt}::timestamptz
        and paused_at is not distinct from ${judgedBy.pausedAt}::timestamptz
      returning no
    ), kept as (
      insert into position (session_no, at, device_at, x, y, accuracy_metres, source, mark)
      select session.no, at, "deviceAt", x, y, accuracy, source, mark
      from session, json_to_recordset(${jsonRows(given)}) as row(
        at timestamptz(3), "deviceAt" timestamptz(3), x int, y int, accuracy real, source smallint, mark smallint)
      on conflict (session_no, at) do nothing
      returning at
    )
    select array_to_json(array(select round(extract(epoch from at) * 1000)::float8 from kept)) as moments from session`.execute(
    db,
  )
  return rows[0] ? new Set(rows[0].moments) : null
}
