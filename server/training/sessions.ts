import { sql, type Transaction } from 'kysely'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { toDegrees, toUnits } from '../domain/coverage/shape.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { homeOf, isSeen, type StaffWho } from '../operators/staff-scope.ts'
import { concerns, mayManage, staleTraining, trainingArea, unknownTraining } from './access.ts'
import { readCourse } from './courses.ts'
import {
  lockSession,
  readAttendances,
  readSession,
  readSessions,
  type SessionRow,
} from './session-queries.ts'
import type { Session, SessionDetail } from './training-schema.ts'

type Trx = Transaction<Database>
export type GivenSession = Pick<
  Session,
  'course' | 'address' | 'lon' | 'lat' | 'startsAt' | 'endsAt' | 'capacity' | 'trainer'
> & { area: string }

/** Sessions that begin in [from, to) and concern what the viewer sees. `inside`: of an area, what lies in it, and what holds it. */
export async function listSessions(
  db: Db,
  who: StaffWho,
  [from, to]: readonly [Date, Date],
  inside: (areaId: number) => boolean,
): Promise<Session[]> {
  const rows = await readSessions(db, from, to)
  return rows.flatMap((row) => {
    const session = shown(who, row)
    return session && inside(row.areaId) ? [session] : []
  })
}

/** A session with its list. Throws unknown_training. */
export async function showSession(db: Db, who: StaffWho, id: number): Promise<SessionDetail> {
  const row = await readSession(db, id)
  const session = row && shown(who, row)
  if (!session) throw unknownTraining('session', id)
  const listed = await readAttendances(db, id)
  const attendances = listed.flatMap(({ operatorId, code, name, areaId, result, enteredAt, enteredBy }) => {
    const home = homeOf(who, areaId)
    if (home === null || !isSeen(who, home)) return []
    return {
      operator: { id: operatorId, code, name },
      area: home.code,
      result,
      enteredAt: enteredAt.toISOString(),
      enteredBy,
    }
  })
  return { session, attendances, elsewhere: listed.length - attendances.length }
}

/** Plans a session; returns its id. Throws unknown_area, out_of_scope, not_allowed, unknown_training, invalid_input. */
export async function addSession(db: Db, who: StaffWho, given: GivenSession): Promise<number> {
  const area = trainingArea(who, given.area)
  checkGiven(who, given)
  return db.transaction().execute(async (trx) => {
    await requireCourse(trx, given.course, false)
    await refuseTwin(trx, given, area.id)
    const { id } = await trx
      .insertInto('training_session')
      .values({ ...columnsOf(given), area_id: area.id, changed_by: who.viewer.name })
      .returning('id')
      .executeTakeFirstOrThrow()
    await noteWith(trx, doerOf(who.viewer), 'training', {
      session: `${id}`,
      added: given.startsAt,
      area: area.code,
    })
    return id
  })
}

/** Changes a session, or cancels it. The same is thrown, and stale, training_held. */
export async function changeSession(
  db: Db,
  who: StaffWho,
  { id, version }: { id: number; version: number },
  { cancelled, ...given }: GivenSession & { cancelled: boolean },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockedSession(trx, who, id, version)
    const area = trainingArea(who, given.area)
    checkGiven(who, given)
    await requireCourse(trx, given.course, row.course === given.course)
    const hasResults = row.passed + row.notPassed + row.absent > 0
    const listed = row.expected + row.passed + row.notPassed + row.absent
    if (given.capacity < listed)
      throw new CodedError(
        'invalid_input',
        `"capacity" must be at least ${listed}, as many as are on its list, but it is ${given.capacity}.`,
      )
    const isMoved = row.course !== given.course || row.startsAt.getTime() !== Date.parse(given.startsAt)
    if (hasResults && (isMoved || cancelled)) {
      throw new CodedError(
        'training_held',
        'Results are entered: course and start stay, and it cannot be cancelled. Take the results back first.',
      )
    }
    await trx
      .updateTable('training_session')
      .set({
        ...columnsOf(given),
        area_id: area.id,
        version: version + 1,
        changed_at: new Date(),
        changed_by: who.viewer.name,
      })
      .set({ cancelled_at: cancelled ? sql<Date>`coalesce(cancelled_at, now())` : null })
      .where('id', '=', id)
      .execute()
    await noteWith(trx, doerOf(who.viewer), 'training', {
      session: `${id}`,
      changed: cancelled ? 'cancelled' : given.startsAt,
    })
  })
}

/** A session that the viewer manages, locked, in the version that they have seen. Throws unknown_training, not_allowed, stale. */
export async function lockedSession(
  trx: Trx,
  who: StaffWho,
  id: number,
  version: number,
): Promise<SessionRow> {
  const row = (await lockSession(trx, id)) ? await readSession(trx, id) : null
  const session = row && shown(who, row)
  if (!row || !session) throw unknownTraining('session', id)
  if (!session.mayManage) {
    throw new CodedError(
      'not_allowed',
      'A session is changed by those who manage the staff of the whole area that it is for.',
    )
  }
  if (row.version !== version) throw staleTraining(row, version)
  return row
}

function shown(who: StaffWho, row: SessionRow): Session | null {
  const { areaId, x, y, startsAt, endsAt, changedAt, ...rest } = row
  const area = homeOf(who, areaId)
  if (area === null || !concerns(who, area)) return null
  return {
    ...rest,
    area: area.code,
    lon: toDegrees(x),
    lat: toDegrees(y),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    changedAt: changedAt.toISOString(),
    mayManage: mayManage(who, area),
  }
}

/** A session that is sent again, or by two at once, is planned once. Nobody else adds one until the transaction ends. */
async function refuseTwin(
  trx: Trx,
  { course, startsAt, address }: GivenSession,
  areaId: number,
): Promise<void> {
  await takeLock(trx, 'training')
  const { rows } = await sql`
    select from training_session where course_id = ${course}::int and area_id = ${areaId}::int
      and starts_at = ${new Date(startsAt)}::timestamptz and address = ${address.trim()} and cancelled_at is null`.execute(
    trx,
  )
  if (rows.length > 0)
    throw new CodedError(
      'invalid_input',
      `A session must be of another course, area, time or place, but there is one at "${address.trim()}" at ${startsAt} already.`,
    )
}

async function requireCourse(trx: Trx, id: number, mayBeRetired: boolean): Promise<void> {
  const course = await readCourse(trx, id)
  if (course === null) throw unknownTraining('course', id)
  if (course.retired && !mayBeRetired)
    throw new CodedError(
      'invalid_input',
      `"course" must be one that is held, but "${course.name}" is retired.`,
    )
}

/** A day has so many hours; whoever enters more has mistaken a date. */
const LONGEST_MS = 14 * 86_400_000

function checkGiven({ areas }: StaffWho, { startsAt, endsAt, lon, lat }: GivenSession): void {
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)]
  const isWithin = start >= Date.UTC(1970, 0, 2) && end <= Date.UTC(2105, 11, 31)
  if (!isWithin || end <= start || end - start > LONGEST_MS) {
    throw new CodedError(
      'invalid_input',
      `"endsAt" must be after "startsAt", by 14 days at most, from 1970 to 2105, but they are ${startsAt} and ${endsAt}.`,
    )
  }
  if (areas.locate(toUnits(lon), toUnits(lat)) === null) {
    throw new CodedError(
      'invalid_input',
      `"lon" and "lat" must be a place in the county, but they are ${lon}, ${lat}.`,
    )
  }
}

function columnsOf({ course, address, lon, lat, startsAt, endsAt, capacity, trainer }: GivenSession) {
  return {
    course_id: course,
    address: address.trim(),
    x: toUnits(lon),
    y: toUnits(lat),
    starts_at: new Date(startsAt),
    ends_at: new Date(endsAt),
    capacity,
    trainer: trainer.trim(),
  }
}
