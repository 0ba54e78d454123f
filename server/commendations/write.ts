import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { CommendationState, ObjectionSource } from '../domain/commendation/state.ts'
import type { StepRow } from './queries.ts'
import type { FrozenOutcomes } from './outcomes.ts'
import type { KnownSubject } from './subject.ts'

// What is written, one fact with its event each, in the transaction of the caller, who has asked the rules.

/** Who takes a step, by which role, and when. */
export type By = { name: string; role: string; at: Date }

export type NewNomination = {
  titleId: number
  quarter: string
  subject: KnownSubject
  words: string
  wordsEn: string | null
  outcomes: FrozenOutcomes
}

/** Whether somebody nominated the subject for the title in this quarter, and that came to no end yet. */
export async function isNominated(
  db: Db,
  { titleId, quarter, subject }: Pick<NewNomination, 'titleId' | 'quarter' | 'subject'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from commendation where title_id = ${titleId}::int and quarter = ${quarter}
      and subject_code = ${subject.code} and state not in ('withdrawn', 'refused') limit 1`.execute(db)
  return rows.length > 0
}

/** The id of the nomination; null: the subject is nominated for the title in this quarter already. */
export async function writeNomination(db: Db, given: NewNomination, by: By): Promise<number | null> {
  const { subject } = given
  const idOf = (kind: KnownSubject['kind']): number | null => (subject.kind === kind ? subject.id : null)
  const { rows } = await sql<{ id: number }>`
    insert into commendation (title_id, quarter, operator_id, area_id, unit_id, township_id, subject_code, subject_name,
      subject_name_en, state, words, words_en, outcomes, changed_at)
    values (${given.titleId}::int, ${given.quarter}, ${idOf('operator')}::int, ${idOf('township')}::int,
      ${idOf('unit')}::int, ${subject.townshipId}::int, ${subject.code}, ${subject.name}, ${subject.nameEn}, 'nominated',
      ${given.words}, ${given.wordsEn}, ${JSON.stringify(given.outcomes)}::text::jsonb, ${by.at}::timestamptz)
    on conflict do nothing returning id`.execute(db)
  const id = rows[0]?.id
  if (id === undefined) return null
  await writeEvent(db, { id, version: 1, from: null, to: 'nominated', action: 'nominate', words: null }, by)
  return id
}

/** What a step changes beside the state; what is not named stays. */
export type StepChange = {
  words?: string
  wordsEn?: string | null
  outcomes?: FrozenOutcomes
  /** Made public on this day, until the last day for objections; a new round begins. */
  publicised?: { on: string; lastObjectionDay: string }
  notice?: { id: number; place: number }
}

export type At = { id: number; version: number; state: CommendationState }

/** Takes a nomination to a state, with its event; the version grows by one. */
export async function writeStep(
  db: Db,
  at: At,
  step: { action: StepRow['action']; to: CommendationState; words: string | null; change?: StepChange },
  by: By,
): Promise<void> {
  const { words, wordsEn, outcomes, publicised, notice } = step.change ?? {}
  await sql`
    update commendation set state = ${step.to}, version = version + 1, changed_at = ${by.at}::timestamptz,
      words = coalesce(${words ?? null}::text, words),
      words_en = case when ${wordsEn !== undefined} then ${wordsEn ?? null}::text else words_en end,
      outcomes = coalesce(${outcomes ? JSON.stringify(outcomes) : null}::text::jsonb, outcomes),
      round = round + ${publicised ? 1 : 0}::int,
      publicised_on = coalesce(${publicised?.on ?? null}::date, publicised_on),
      last_objection_day = coalesce(${publicised?.lastObjectionDay ?? null}::date, last_objection_day),
      notice_id = ${notice?.id ?? null}::int, place = ${notice?.place ?? null}::int
    where id = ${at.id}::int`.execute(db)
  const { action, to } = step
  await writeEvent(
    db,
    { id: at.id, version: at.version + 1, from: at.state, to, action, words: step.words },
    by,
  )
}

/** An objection of the current round; returns its id. The version grows, so that nobody decides without having seen it. */
export async function writeObjection(
  db: Db,
  at: At & { round: number },
  { source, words }: { source: ObjectionSource; words: string },
  by: By,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into commendation_objection (commendation_id, round, source, words, actor, at)
    values (${at.id}::int, ${at.round}::int, ${source}, ${words}, ${by.name}, ${by.at}::timestamptz)
    returning id`.execute(db)
  await writeStep(db, at, { action: 'object', to: at.state, words: null }, by)
  return rows[0]!.id
}

export async function writeObjectionDecision(
  db: Db,
  at: At,
  { objectionId, upheld, words }: { objectionId: number; upheld: boolean; words: string },
  by: By,
): Promise<void> {
  await sql`
    insert into commendation_objection_decision (objection_id, upheld, words, actor, at)
    values (${objectionId}::int, ${upheld}::boolean, ${words}, ${by.name}, ${by.at}::timestamptz)`.execute(db)
  await writeStep(db, at, { action: 'decideObjection', to: at.state, words: null }, by)
}

/** The id of the notice; null: another has this number. */
export async function writeNotice(
  db: Db,
  notice: { quarter: string; number: string; dated: string; county: { name: string; nameEn: string | null } },
  by: By,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into commendation_notice (quarter, number, dated, county_name, county_name_en, published_by, published_at)
    values (${notice.quarter}, ${notice.number}, ${notice.dated}::date, ${notice.county.name}, ${notice.county.nameEn},
      ${by.name}, ${by.at}::timestamptz)
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id ?? null
}

async function writeEvent(
  db: Db,
  event: {
    id: number
    version: number
    from: CommendationState | null
    to: CommendationState
    action: StepRow['action']
    words: string | null
  },
  by: By,
): Promise<void> {
  await sql`
    insert into commendation_event (commendation_id, version, action, from_state, to_state, actor, actor_role, at, words)
    values (${event.id}::int, ${event.version}::int, ${event.action}, ${event.from}, ${event.to}, ${by.name}, ${by.role},
      ${by.at}::timestamptz, ${event.words})`.execute(db)
}
