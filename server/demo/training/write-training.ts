import { sql, type Transaction } from 'kysely'
import { jsonRows } from '../../db/geo.ts'
import type { Database } from '../../db/types.ts'
import type { DemoAttendance } from './attendances.ts'
import { DEMO_COURSES } from './courses.ts'
import type { DemoSession } from './sessions.ts'

const BY = 'admin'

/**
 * Writes the courses, their sessions, who was there and the plan; operators and their qualifications must be there. What nobody
 * came to was planned, but not held.
 */
export async function writeDemoTraining(
  trx: Transaction<Database>,
  { planned, attendances }: { planned: readonly DemoSession[]; attendances: readonly DemoAttendance[] },
): Promise<void> {
  const attended = new Set(attendances.map(({ session }) => session))
  const sessions = planned.filter(({ no, isOver }) => !isOver || attended.has(no))
  await sql`
    insert into training_course (name, name_en, minutes, for_role, gives, given_name, valid_months, changed_by)
    select name, "nameEn", minutes, "forRole", gives, "givenName", "validMonths", ${BY}
    from json_to_recordset(${jsonRows(DEMO_COURSES)}) as row(name text, "nameEn" text, minutes int, "forRole" text,
      gives text, "givenName" text, "validMonths" int)`.execute(trx)
  const ids = await writeSessions(trx, sessions)
  const rows = attendances.map(({ session, ...rest }) => ({ ...rest, session: ids.get(session)! }))
  await sql`
    insert into training_attendance (session_id, operator_id, result, qualification_id, entered_at, entered_by)
    select session.id, operator.id, row.result, qualification.id, least(session.ends_at, now()), ${BY}
    from json_to_recordset(${jsonRows(rows)}) as row(session int, "operatorCode" text, result text, given text, day text)
    join training_session session on session.id = row.session
    join operator on operator.code = row."operatorCode"
    left join qualification on qualification.operator_id = operator.id and qualification.name = row.given
      and qualification.obtained_on = row.day::date
    on conflict do nothing`.execute(trx)
  // A few that were planned were not held, and not all of the latest quarter are arranged.
  const lines = planned.map(({ quarter, course, areaCode }) => ({ quarter, course: course.name, areaCode }))
  await sql`
    insert into training_plan (period, course_id, area_id, sessions, changed_by)
    select row.quarter, course.id, area.id,
      case when row.quarter = max(row.quarter) over () and course.id % 3 = 0 then 2 else 1 end, ${BY}
    from json_to_recordset(${jsonRows(lines)}) as row(quarter text, course text, "areaCode" text)
    join training_course course on course.name = row.course
    join area on area.code = row."areaCode"`.execute(trx)
}

/** Returns the ids of the sessions by their numbers. */
async function writeSessions(
  trx: Transaction<Database>,
  sessions: readonly DemoSession[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; no: number }>`
    with given as (
      select nextval(pg_get_serial_sequence('training_session', 'id'))::int as id, row.*
      from json_to_recordset(${jsonRows(sessions.map(({ course, ...rest }) => ({ ...rest, course: course.name })))}) as row(
        no int, course text, "areaCode" text, "startsAt" timestamptz, "endsAt" timestamptz, address text, x int, y int,
        capacity int, trainer text)
    ), written as (
      insert into training_session (id, course_id, area_id, address, x, y, starts_at, ends_at, capacity, trainer, changed_by)
      overriding system value
      select given.id, course.id, area.id, address, x, y, "startsAt", "endsAt", capacity, trainer, ${BY}
      from given join training_course course on course.name = given.course join area on area.code = given."areaCode"
    )
    select id, no from given`.execute(trx)
  return new Map(rows.map(({ id, no }) => [no, id]))
}
