import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { lastGoodDay, type TrainingResult } from '../domain/training/results.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { homeOf, mayInArea, type StaffWho } from '../operators/staff-scope.ts'
import type { Qualification } from '../operators/operator-schema.ts'
import { readCourse } from './courses.ts'
import { readAttendances, type AttendanceRow, type SessionRow } from './session-queries.ts'
import { lockedSession } from './sessions.ts'
import type { Course } from './training-schema.ts'

type Trx = Transaction<Database>
type Entry = { operator: string; result: TrainingResult | 'expected' | 'off' }
type Locked = { id: number; code: string; areaId: number; lastDay: string | null }

/** What keeps qualifications (server/operators/qualify.ts): `give` returns the id of what it kept, `take` takes it back. */
export type Qualifications = {
  give(trx: Trx, operatorId: number, qualification: Omit<Qualification, 'id'>): Promise<number>
  take(trx: Trx, operatorId: number, id: number): Promise<unknown>
}

export type EnterTerms = { now: number; dayOf: (ms: number) => string; qualifications: Qualifications }

/**
 * Enters who is expected at a session and what came of it, all of it or nothing. Who passed a course that gives something gets it as a
 * qualification, of the day of the session; whose result is corrected, loses it again. Throws unknown_training, not_allowed,
 * stale, or invalid_input that names the operators who do not fit.
 */
export async function enterResults(
  db: Db,
  who: StaffWho,
  { id, version }: { id: number; version: number },
  entries: readonly Entry[],
  { now, dayOf, qualifications }: EnterTerms,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const session = await lockedSession(trx, who, id, version)
    if (session.cancelled)
      throw new CodedError('invalid_input', 'The session is cancelled: nothing is entered.')
    const day = dayOf(session.startsAt.getTime())
    checkTime(session, entries, now)
    const course = (await readCourse(trx, session.course))!
    const operators = await lockListed(trx, who, entries, day)
    const known = new Map((await readAttendances(trx, id)).map((row) => [row.operatorId, row]))
    for (const { operator: code, result } of entries) {
      const operator = operators.get(code)!
      await enterOne(
        trx,
        who,
        { session, course, day, qualifications },
        operator,
        result,
        known.get(operator.id),
      )
    }
    await checkRoom(trx, session)
    await sql`
      update training_session set version = version + 1, changed_at = now(), changed_by = ${who.viewer.name}
      where id = ${id}::int`.execute(trx)
    await noteWith(trx, doerOf(who.viewer), 'training', { session: `${id}`, entered: `${entries.length}` })
  })
}

function checkTime({ startsAt }: SessionRow, entries: readonly Entry[], now: number): void {
  if (now >= startsAt.getTime()) return
  const early = entries.filter(({ result }) => result !== 'expected' && result !== 'off')
  if (early.length === 0) return
  throw new CodedError(
    'invalid_input',
    `Results are entered from the start of the session on, ${startsAt.toISOString()}; before, people can be expected.`,
  )
}

/** The operators of the entries by code, locked, all of them the viewer's to manage and at work on the day. */
async function lockListed(
  trx: Trx,
  who: StaffWho,
  entries: readonly Entry[],
  day: string,
): Promise<Map<string, Locked>> {
  const codes = entries.map(({ operator }) => operator)
  const twice = codes.filter((code, i) => codes.indexOf(code) !== i)
  if (twice.length > 0) throw refused('must be named once, but some are named twice', twice)
  const { rows } = await sql<Locked>`
    select id, code, area_id as "areaId", left_at::text as "lastDay" from operator
    where code in (select json_array_elements_text(${JSON.stringify(codes)}::text::json))
    order by id for no key update`.execute(trx)
  const found = new Map(rows.map((row) => [row.code, row]))
  const managed = (row: Locked) => {
    const home = homeOf(who, row.areaId)
    return home !== null && mayInArea(who, home.id, 'manageStaff')
  }
  const unknown = codes.filter((code) => {
    const row = found.get(code)
    return !row || !managed(row)
  })
  if (unknown.length > 0)
    throw refused('must be codes of operators whom you manage, but these are not', unknown)
  const isAsked = new Set(entries.filter(({ result }) => result !== 'off').map(({ operator }) => operator))
  const gone = rows.filter(({ code, lastDay }) => isAsked.has(code) && lastDay !== null && lastDay < day)
  if (gone.length > 0)
    throw refused(
      `must be at work on ${day}, but these had left`,
      gone.map(({ code }) => code),
    )
  return found
}

function refused(what: string, codes: readonly string[]): CodedError {
  return new CodedError('invalid_input', `The operators ${what}: ${codes.join(', ')}.`, { operators: codes })
}

type Given = { session: SessionRow; course: Course; day: string; qualifications: Qualifications }

async function enterOne(
  trx: Trx,
  { viewer }: StaffWho,
  { session, course, day, qualifications }: Given,
  operator: Locked,
  wanted: Entry['result'],
  known: AttendanceRow | undefined,
): Promise<void> {
  const result = wanted === 'expected' || wanted === 'off' ? null : wanted
  if (known && wanted !== 'off' && known.result === result) return
  if (known?.result === 'passed' && known.qualificationId !== null)
    await qualifications.take(trx, operator.id, known.qualificationId)
  if (wanted === 'off') {
    await trx
      .deleteFrom('training_attendance')
      .where('session_id', '=', session.id)
      .where('operator_id', '=', operator.id)
      .execute()
    return
  }
  const qualificationId =
    result === 'passed' && course.gives !== null
      ? await qualifications.give(trx, operator.id, {
          kind: course.gives,
          name: course.givenName!,
          obtainedOn: day,
          expiresOn: course.validMonths === null ? null : lastGoodDay(day, course.validMonths),
        })
      : null
  const entered = {
    result,
    qualification_id: qualificationId,
    entered_at: new Date(),
    entered_by: viewer.name,
  }
  await trx
    .insertInto('training_attendance')
    .values({ session_id: session.id, operator_id: operator.id, ...entered })
    .onConflict((conflict) => conflict.columns(['session_id', 'operator_id']).doUpdateSet(entered))
    .execute()
}

async function checkRoom(trx: Trx, { id, capacity }: SessionRow): Promise<void> {
  const listed = (await readAttendances(trx, id)).length
  if (listed <= capacity) return
  throw new CodedError(
    'invalid_input',
    `At most ${capacity} operators have room at the session, but ${listed} would be on its list. Give it more room first.`,
  )
}
