import { holds } from '../accounts/require-permission.ts'
import { NOMINATING } from '../domain/commendation/actions.ts'
import type { Quarter } from '../domain/quarter.ts'
import { may, PERMISSIONS } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { Means, Who } from './means.ts'
import { reckonOutcomes, type FrozenOutcomes } from './outcomes.ts'
import { openQuarter } from './open-quarter.ts'
import { roleThatMay, rolesFor } from './sight.ts'
import { readSubject, type KnownSubject } from './subject.ts'
import { readTitle, type TitleRow } from './title-queries.ts'
import { isNominated, writeNomination } from './write.ts'

export type Wanted = { title: number; quarter: string; subject: string }
type Checked = { title: TitleRow; quarter: Quarter; subject: KnownSubject }

/**
 * What a nomination would name. Throws unknown_commendation for a title that is none or retired, unknown_operator, unknown_area,
 * not_allowed, already_nominated, invalid_input.
 */
export async function reckon(means: Means, who: Who, wanted: Wanted): Promise<FrozenOutcomes> {
  const { quarter, subject } = await check(means, who, wanted)
  return reckonOutcomes(means.db, means.sources, subject, quarter, means.offsetMs)
}

/** Nominates, with what the server reckons now; returns the id. Throws as `reckon`. */
export async function nominate(
  means: Means,
  who: Who,
  wanted: Wanted & { words: string; wordsEn?: string | null | undefined },
): Promise<number> {
  const { title, quarter, subject } = await check(means, who, wanted)
  const twice = new CodedError(
    'already_nominated',
    `"${subject.code}" is nominated for "${title.nameEn}" of ${quarter.name} already.`,
  )
  // Before anything is reckoned: who asks again and again costs nothing.
  if (await isNominated(means.db, { titleId: title.id, quarter: quarter.name, subject })) throw twice
  const outcomes = await reckonOutcomes(means.db, means.sources, subject, quarter, means.offsetMs)
  const by = {
    name: who.viewer.name,
    role: roleThatMay(rolesFor(who, subject), [NOMINATING[subject.kind]]),
    at: new Date(),
  }
  const { words, wordsEn = null } = wanted
  const given = { titleId: title.id, quarter: quarter.name, subject, words, wordsEn, outcomes }
  const id = await means.db.transaction().execute((trx) => writeNomination(trx, given, by))
  if (id !== null) return id
  throw twice
}

async function check({ db, offsetMs }: Means, who: Who, wanted: Wanted): Promise<Checked> {
  const title = await readTitle(db, wanted.title)
  if (!title || title.isRetired)
    throw new CodedError('unknown_commendation', `There is no title with the id ${wanted.title} any more.`)
  const permission = NOMINATING[title.kind]
  // Before anything is told of codes: whoever may nominate nobody learns of none.
  if (!holds(who.viewer, permission)) throw notTheirs(permission)
  const quarter = openQuarter(wanted.quarter, offsetMs)
  const subject = await readSubject(db, title.kind, wanted.subject)
  if (!may(rolesFor(who, subject), permission))
    throw title.kind === 'operator'
      ? new CodedError('unknown_operator', `You see no operator with the code "${wanted.subject}".`)
      : notTheirs(permission)
  if (subject.accountId === who.viewer.accountId)
    throw new CodedError('commendation_refused', 'Nobody nominates themselves.', { why: 'own' })
  return { title, quarter, subject }
}

function notTheirs(permission: (typeof NOMINATING)[keyof typeof NOMINATING]): CodedError {
  return new CodedError('not_allowed', `This nomination is made by ${PERMISSIONS[permission].join(', ')}.`)
}
