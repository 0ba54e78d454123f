import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { daysOfPeriod } from '../domain/training/period.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { homeOf, type StaffWho } from '../operators/staff-scope.ts'
import { concerns, mayManage, staleTraining, trainingArea, unknownTraining } from './access.ts'
import { readCourse } from './courses.ts'
import { readSessions } from './session-queries.ts'
import type { PlanLine } from './training-schema.ts'

type Row = {
  id: number
  period: string
  course: number
  areaId: number
  sessions: number
  version: number
  changedAt: Date
  changedBy: string
}
type Moments = { now: number; beginsAt: (day: string) => number }

const LINE = sql`
  select id, period, course_id as course, area_id as "areaId", sessions, version, changed_at as "changedAt",
    changed_by as "changedBy" from training_plan`

/** The plan of a year and its quarters, with what was held of it. */
export async function readPlan(
  db: Db,
  who: StaffWho,
  year: number,
  { now, beginsAt }: Moments,
  inside: (areaId: number) => boolean,
): Promise<PlanLine[]> {
  const { rows } = await sql<Row>`
    ${LINE} where left(period, 4) = ${String(year)} order by period, course_id, area_id`.execute(db)
  const days = daysOfPeriod(String(year))!
  const sessions = (
    await readSessions(db, new Date(beginsAt(days.from)), new Date(beginsAt(days.to)))
  ).filter(({ cancelled }) => !cancelled)
  return rows.flatMap(({ areaId, changedAt, ...row }) => {
    const area = homeOf(who, areaId)
    if (area === null || !concerns(who, area) || !inside(areaId)) return []
    const { from, to } = daysOfPeriod(row.period)!
    const own = sessions.filter(
      ({ course, areaId: at, startsAt }) =>
        course === row.course &&
        homeOf(who, at) === area &&
        startsAt.getTime() >= beginsAt(from) &&
        startsAt.getTime() < beginsAt(to),
    )
    const over = own.filter(({ endsAt }) => endsAt.getTime() <= now)
    return {
      ...row,
      area: area.code,
      held: over.length,
      coming: own.length - over.length,
      passed: over.reduce((sum, { passed }) => sum + passed, 0),
      changedAt: changedAt.toISOString(),
      mayManage: mayManage(who, area),
    }
  })
}

/** Plans sessions for a period; returns the id of the line. Throws invalid_input for what is planned already, and as sessions do. */
export async function addLine(
  db: Db,
  who: StaffWho,
  given: { period: string; course: number; area: string; sessions: number },
): Promise<number> {
  const area = trainingArea(who, given.area)
  if (daysOfPeriod(given.period) === null)
    throw new CodedError(
      'invalid_input',
      `"period" must be a year or quarter from 1970 to 2105, but it is "${given.period}".`,
    )
  return db.transaction().execute(async (trx) => {
    if ((await readCourse(trx, given.course)) === null) throw unknownTraining('course', given.course)
    const row = await trx
      .insertInto('training_plan')
      .values({
        period: given.period,
        course_id: given.course,
        area_id: area.id,
        sessions: given.sessions,
        changed_by: who.viewer.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) {
      throw new CodedError(
        'invalid_input',
        `A line of the plan must be of another period, course or area, but this course is planned for ${given.area} in ${given.period} already.`,
      )
    }
    await noteWith(trx, doerOf(who.viewer), 'training', {
      plan: given.period,
      area: area.code,
      sessions: `${given.sessions}`,
    })
    return row.id
  })
}

/** Changes how many sessions are planned; null: none, and the line goes. Throws unknown_training, not_allowed, stale. */
export async function changeLine(
  db: Db,
  who: StaffWho,
  { id, version }: { id: number; version: number },
  sessions: number | null,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<Row>`${LINE} where id = ${id}::int for update`.execute(trx)
    const row = rows[0]
    const area = row && homeOf(who, row.areaId)
    if (!row || !area || !concerns(who, area)) throw unknownTraining('line of the plan', id)
    trainingArea(who, area.code)
    if (row.version !== version) throw staleTraining(row, version)
    if (sessions === null) await trx.deleteFrom('training_plan').where('id', '=', id).execute()
    else {
      const changed = { changed_at: new Date(), changed_by: who.viewer.name }
      await trx
        .updateTable('training_plan')
        .set({ sessions, version: version + 1, ...changed })
        .where('id', '=', id)
        .execute()
    }
    await noteWith(trx, doerOf(who.viewer), 'training', {
      plan: row.period,
      area: area.code,
      sessions: `${sessions ?? 0}`,
    })
  })
}
