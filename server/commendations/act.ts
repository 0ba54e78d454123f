import type { Transaction } from 'kysely'
import { readCalendar } from '../calendar/read-calendar.ts'
import type { Database } from '../db/types.ts'
import {
  COMMENDATION_ACTIONS,
  NOMINATING,
  type CommendationAction,
  type SingleAction,
} from '../domain/commendation/actions.ts'
import { lastObjectionDay } from '../domain/commendation/objection-days.ts'
import { refusalOf, type CommendationRefusal } from '../domain/commendation/refusal.ts'
import { quarterNamed } from '../domain/quarter.ts'
import type { Permission } from '../domain/permission.ts'
import { localDate } from '../domain/local-date.ts'
import { CodedError } from '../errors.ts'
import { lockCommendation } from './lock.ts'
import type { Means, Who } from './means.ts'
import { reckonOutcomes } from './outcomes.ts'
import type { CommendationRow } from './queries.ts'
import { actorFor, caseOf, roleThatMay } from './sight.ts'
import { readSubject } from './subject.ts'
import { writeStep, type StepChange } from './write.ts'

export type Deed = {
  id: number
  version: number
  action: SingleAction
  words?: string | undefined
  wordsEn?: string | null | undefined
}

/**
 * Takes a step with a nomination. Throws unknown_commendation, stale, not_allowed, wrong_state, commendation_refused, and
 * invalid_input where words are missing.
 */
export async function act(means: Means, who: Who, deed: Deed): Promise<void> {
  const { action, words = null } = deed
  const rule = COMMENDATION_ACTIONS[action]
  if (words === null && (rule.needsWords || action === 'correct'))
    throw new CodedError('invalid_input', `"words" must be given for "${action}".`)
  if (deed.wordsEn !== undefined && action !== 'correct')
    throw new CodedError('invalid_input', '"wordsEn" is for "correct" only.')
  const reckoned = await prepare(means, who, deed)
  await means.db.transaction().execute(async (trx) => {
    const row = await lockCommendation(trx, who, deed)
    await requireStep(trx, means, who, row, action)
    const change: StepChange = { ...reckoned, ...(await changeOf(trx, means, row, deed)) }
    const by = {
      name: who.viewer.name,
      role: roleThatMay(actorFor(who, row).roles, permissionsOf(row, action)),
      at: new Date(),
    }
    const said = action === 'correct' ? null : words
    await writeStep(trx, row, { action, to: rule.to, words: said, change }, by)
  })
}

/** Throws for a step that this viewer cannot take now. */
export async function requireStep(
  trx: Transaction<Database>,
  { sources, offsetMs }: Means,
  who: Who,
  row: CommendationRow,
  action: Exclude<CommendationAction, 'nominate'>,
): Promise<void> {
  const about = caseOf(row, await sources.isClosed(trx, row.quarter))
  const refusal = refusalOf(action, about, actorFor(who, row), localDate(Date.now(), offsetMs))
  if (refusal !== null) throw refused(row, action, refusal)
}

/** What any of which permits a step. */
export function permissionsOf(
  { kind }: Pick<CommendationRow, 'kind'>,
  action: Exclude<CommendationAction, 'nominate'>,
): Permission[] {
  return COMMENDATION_ACTIONS[action].permits.map((permit) =>
    permit === 'nominate' ? NOMINATING[kind] : permit,
  )
}

/** What is reckoned anew before the transaction: outcomes, once corrected, and of townships and units once closed. */
async function prepare(means: Means, who: Who, { id, version, action }: Deed): Promise<StepChange> {
  if (action !== 'correct' && action !== 'decide') return {}
  const { db, sources, offsetMs } = means
  const row = await db.transaction().execute(async (trx) => {
    const locked = await lockCommendation(trx, who, { id, version })
    await requireStep(trx, means, who, locked, action)
    return locked
  })
  if (action === 'decide' && row.kind === 'operator') return {}
  const subject = await readSubject(db, row.kind, row.subjectCode)
  const quarter = quarterNamed(row.quarter, offsetMs)!
  return { outcomes: await reckonOutcomes(db, sources, subject, quarter, offsetMs) }
}

async function changeOf(
  trx: Transaction<Database>,
  { offsetMs }: Means,
  row: CommendationRow,
  { action, words, wordsEn }: Deed,
): Promise<StepChange> {
  if (action === 'correct')
    return { ...(words ? { words } : {}), ...(wordsEn === undefined ? {} : { wordsEn }) }
  if (action !== 'publicise') return {}
  const on = localDate(Date.now(), offsetMs)
  const calendar = await readCalendar(trx)
  const last = lastObjectionDay(on, row.objectionDays, row.objectionDayKind, calendar)
  return { publicised: { on, lastObjectionDay: last } }
}

const MEANINGS: Record<Exclude<CommendationRefusal, 'role' | 'state'>, string> = {
  own: 'Nobody takes steps in their own matter.',
  twice: 'This step is for somebody else than who took an earlier one.',
  days: 'Objections may still come.',
  objections: 'An objection is not decided yet.',
  upheld: 'An objection was upheld: return or refuse the nomination.',
  quarter: 'The quarter must be closed first.',
  most: 'As many were decided for this title and quarter as there may be.',
}

function refused(row: CommendationRow, action: CommendationAction, refusal: CommendationRefusal): CodedError {
  if (refusal === 'role') return new CodedError('not_allowed', `"${action}" is for other roles.`)
  if (refusal === 'state')
    return new CodedError('wrong_state', `"${action}" does not go from the state "${row.state}".`)
  return new CodedError('commendation_refused', MEANINGS[refusal], { why: refusal })
}
