import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { StaffWho } from '../operators/staff-scope.ts'
import { requireCountyManager, staleTraining, unknownTraining } from './access.ts'
import type { Course } from './training-schema.ts'

type Trx = Transaction<Database>
type Row = Omit<Course, 'changedAt'> & { changedAt: Date }
export type GivenCourse = Omit<Course, 'id' | 'retired' | 'version' | 'changedAt' | 'changedBy'>

const COURSE = sql`
  select id, name, name_en as "nameEn", minutes, for_role as "forRole", gives, given_name as "givenName",
    valid_months as "validMonths", retired_at is not null as retired, version, changed_at as "changedAt",
    changed_by as "changedBy"
  from training_course`

/** All courses, those that are retired last. */
export async function readCourses(db: Db): Promise<Course[]> {
  const { rows } = await sql<Row>`${COURSE} order by retired_at is not null, id`.execute(db)
  return rows.map(told)
}

/** A course; null: there is none. `lock`: it does not change before the transaction ends. */
export async function readCourse(db: Db, id: number, lock = false): Promise<Course | null> {
  const { rows } = await sql<Row>`${COURSE} where id = ${id}::int ${lock ? sql`for update` : sql``}`.execute(
    db,
  )
  return rows[0] ? told(rows[0]) : null
}

/** Adds a course. Throws not_allowed, invalid_input. */
export async function addCourse(db: Db, who: StaffWho, given: GivenCourse): Promise<Course> {
  requireCountyManager(who)
  checkGiven(given)
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('training_course')
      .values({ ...columnsOf(given), changed_by: who.viewer.name })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) throw nameTaken(given.name)
    await noteWith(trx, doerOf(who.viewer), 'training', { course: given.name, added: `${row.id}` })
    return (await readCourse(trx, row.id))!
  })
}

/** Changes a course; what was given by it stays as it was given. Throws not_allowed, unknown_training, stale, invalid_input. */
export async function changeCourse(
  db: Db,
  who: StaffWho,
  { id, version }: { id: number; version: number },
  { retired, ...given }: GivenCourse & { retired: boolean },
): Promise<Course> {
  requireCountyManager(who)
  checkGiven(given)
  return db.transaction().execute(async (trx) => {
    const found = await readCourse(trx, id, true)
    if (found === null) throw unknownTraining('course', id)
    if (found.version !== version) throw staleTraining(found, version)
    if (await isNameOfAnother(trx, given.name, id)) throw nameTaken(given.name)
    await trx
      .updateTable('training_course')
      .set({ ...columnsOf(given), version: version + 1, changed_at: new Date(), changed_by: who.viewer.name })
      .set({ retired_at: retired ? sql<Date>`coalesce(retired_at, now())` : null })
      .where('id', '=', id)
      .execute()
    await noteWith(trx, doerOf(who.viewer), 'training', { course: given.name, changed: `${id}` })
    return (await readCourse(trx, id))!
  })
}

async function isNameOfAnother(trx: Trx, name: string, id: number): Promise<boolean> {
  // Two that take one name at once: the second waits here.
  await sql`lock table training_course in share row exclusive mode`.execute(trx)
  const other = await trx
    .selectFrom('training_course')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst()
  return other !== undefined
}

function columnsOf({ name, nameEn, minutes, forRole, gives, givenName, validMonths }: GivenCourse) {
  return {
    name: name.trim(),
    name_en: nameEn.trim(),
    minutes,
    for_role: forRole,
    gives,
    given_name: givenName?.trim() ?? null,
    valid_months: validMonths,
  }
}

function checkGiven({ gives, givenName, validMonths }: GivenCourse): void {
  if ((gives === null) !== (givenName === null))
    throw new CodedError(
      'invalid_input',
      '"givenName" must be there where the course gives something, and only there.',
    )
  if (gives === null && validMonths !== null)
    throw new CodedError(
      'invalid_input',
      `"validMonths" must be null where the course gives nothing, but it is ${validMonths}.`,
    )
}

function nameTaken(name: string): CodedError {
  return new CodedError(
    'invalid_input',
    `"name" must be of no other course, but there is one called "${name}".`,
  )
}

function told(row: Row): Course {
  return { ...row, changedAt: row.changedAt.toISOString() }
}
