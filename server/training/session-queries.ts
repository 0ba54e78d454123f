import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { TrainingResult } from '../domain/training/results.ts'

/** A session as it is kept; places in 1e-7 degree. */
export type SessionRow = {
  id: number
  course: number
  areaId: number
  address: string
  x: number
  y: number
  startsAt: Date
  endsAt: Date
  capacity: number
  trainer: string
  cancelled: boolean
  expected: number
  passed: number
  notPassed: number
  absent: number
  version: number
  changedAt: Date
  changedBy: string
}

const count = (condition: string) => sql.raw(`(count(*) filter (where ${condition}))::int`)
const SESSION = sql`
  select session.id, course_id as course, area_id as "areaId", address, x, y, starts_at as "startsAt", ends_at as "endsAt",
    capacity, trainer, cancelled_at is not null as cancelled, listed.expected, listed.passed, listed."notPassed", listed.absent,
    version, changed_at as "changedAt", changed_by as "changedBy"
  from training_session session cross join lateral (
    select ${count('result is null')} as expected, ${count("result = 'passed'")} as passed,
      ${count("result = 'not_passed'")} as "notPassed", ${count("result = 'absent'")} as absent
    from training_attendance where session_id = session.id) listed`

/** Sessions that begin in [from, to), the earliest first. */
export async function readSessions(db: Db, from: Date, to: Date): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    ${SESSION} where starts_at >= ${from}::timestamptz and starts_at < ${to}::timestamptz
    order by starts_at, session.id`.execute(db)
  return rows
}

export async function readSession(db: Db, id: number): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`${SESSION} where session.id = ${id}::int`.execute(db)
  return rows[0] ?? null
}

/** Others who want to change the session wait until the transaction ends. False: there is none. */
export async function lockSession(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql`select from training_session where id = ${id}::int for update`.execute(db)
  return rows.length > 0
}

export type AttendanceRow = {
  operatorId: number
  code: string
  name: string
  areaId: number
  result: TrainingResult | null
  qualificationId: number | null
  enteredAt: Date
  enteredBy: string
}

/** Who is on the list of a session, by code. */
export async function readAttendances(db: Db, sessionId: number): Promise<AttendanceRow[]> {
  const { rows } = await sql<AttendanceRow>`
    select operator_id as "operatorId", operator.code, operator.name, operator.area_id as "areaId", result,
      qualification_id as "qualificationId", entered_at as "enteredAt", entered_by as "enteredBy"
    from training_attendance join operator on operator.id = operator_id
    where session_id = ${sessionId}::int order by operator.code`.execute(db)
  return rows
}
