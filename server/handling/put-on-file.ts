import { sql, type Transaction } from 'kysely'
import { keepContact, type GivenContact } from '../contacts/contacts.ts'
import { readCalendar } from '../calendar/read-calendar.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import { closeDueAt, feedbackDueAt, type DeadlineRule } from '../domain/deadline.ts'
import { EMERGENCY } from '../domain/incident-state.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append.ts'
import { gramsOf } from '../incidents/words.ts'
import type { Keyring } from '../secret/keyring.ts'

/** What an incident begins with. Times in milliseconds since 1970. */
export type NewCase = {
  category: string
  rule: CategoryTerms
  source: string
  title: string
  description: string | null
  address: string | null
  /** In 1e-7 degree, with the version of the area that it lies in; null: nobody said where it is. */
  place: { x: number; y: number; versionId: number | null } | null
  occurredAt: number
  /** Of the category itself where that is an emergency. */
  priority: number
  contact: GivenContact | null
  actor: string
  actorRole: string
}

export type CategoryTerms = DeadlineRule & { emergency: boolean }

type Terms = { now: number; offsetMs: (ms: number) => number; keyring: Keyring | null }

/** By what incidents of a category are taken. Throws invalid_input for a code that none has. */
export async function readCategoryTerms(db: Db, code: string): Promise<CategoryTerms> {
  const category = await db
    .selectFrom('category')
    .select(['emergency', 'feedback_days as feedbackDays', 'close_days as closeDays'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (!category) throw new CodedError('invalid_input', `No category has the code "${code}".`)
  return category
}

/**
 * Puts an incident on file in the transaction of the caller: with its number, its deadlines, its first event, and the sealed details of
 * how to reach who told of it. Returns its id and number. Throws contact_unavailable.
 */
export async function putOnFile(
  trx: Transaction<Database>,
  given: NewCase,
  { now, offsetMs, keyring }: Terms,
): Promise<{ id: number; number: string }> {
  const { rule, place, contact } = given
  const calendar = await readCalendar(trx)
  const number = await nextNumber(trx, now + offsetMs(now))
  const priority = rule.emergency ? EMERGENCY : given.priority
  const [lon, lat] = place === null ? [null, null] : [toDegrees(place.x), toDegrees(place.y)]
  const { rows } = await sql<{ id: number }>`
    insert into incident (number, category_code, source, title, description, address, geom, occurred_at, reported_at,
      state, priority, due_at, feedback_due_at, area_version_id, reported_by, grams)
    values (${number}, ${given.category}, ${given.source}, ${given.title}, ${given.description}, ${given.address},
      ST_SetSRID(ST_MakePoint(${lon}::float8, ${lat}::float8), 4326),
      ${new Date(given.occurredAt)}::timestamptz, ${new Date(now)}::timestamptz, 'reported', ${priority}::smallint,
      ${new Date(closeDueAt(now, priority, rule, calendar))}::timestamptz,
      ${new Date(feedbackDueAt(now, priority, rule, calendar))}::timestamptz,
      ${place?.versionId ?? null}::int, ${given.actor}, ${`{${gramsOf(given.title, given.address).join()}}`}::integer[])
    returning id`.execute(trx)
  const { id } = rows[0]!
  if (contact !== null) await keepContact(trx, keyring, id, contact)
  await appendEvent(trx, {
    incidentId: id,
    version: 1,
    action: 'report',
    from: null,
    to: 'reported',
    actor: given.actor,
    actorRole: given.actorRole,
    at: now,
    note: null,
    data: contact === null ? {} : { contact: 'given' },
  })
  return { id, number }
}

/** A number like 20261124-00012: the day in the county, and a count within it. */
async function nextNumber(trx: Transaction<Database>, localMs: number): Promise<string> {
  const day = new Date(localMs).toISOString().slice(0, 10)
  const { rows } = await sql<{ last: number }>`
    insert into daily_number (day, last) values (${day}::text::date, 1)
    on conflict (day) do update set last = daily_number.last + 1
    returning last`.execute(trx)
  return `${day.replaceAll('-', '')}-${String(rows[0]!.last).padStart(5, '0')}`
}
