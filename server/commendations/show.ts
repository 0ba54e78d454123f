import { may } from '../domain/permission.ts'
import { SINGLE_ACTIONS } from '../domain/commendation/actions.ts'
import {
  mayDecideObjection,
  refusalOf,
  takesObjections,
  type CommendationCase,
} from '../domain/commendation/refusal.ts'
import { localDate } from '../domain/local-date.ts'
import type { Means, Who } from './means.ts'
import { figuresOf, type FrozenOutcomes } from './outcomes.ts'
import { readCommendations, type CommendationRow } from './queries.ts'
import type { Commendation, CommendationItem, Objection, Subject } from './schema.ts'
import {
  mayObject,
  actorFor,
  caseOf,
  seesCommendation,
  unknownCommendation,
  waitsForVerdict,
  worksOn,
} from './sight.ts'

/** Steps that take a nomination on; the others do not wait for anybody. */
const FORWARD = new Set(['correct', 'review', 'publicise', 'decide', 'publish'])
const ALL = [...SINGLE_ACTIONS, 'publish'] as const

/** What showing depends on beside the row. */
export type Moment = { today: string; isQuarterClosed: boolean }

/** One nomination as the viewer sees it. Throws unknown_commendation. */
export async function showCommendation(means: Means, who: Who, id: number): Promise<Commendation> {
  const [row] = await readCommendations(means.db, { id })
  if (!row || !seesCommendation(who, row)) throw unknownCommendation(id)
  const isQuarterClosed = await means.sources.isClosed(means.db, row.quarter)
  return toCommendation(who, row, { today: localDate(Date.now(), means.offsetMs), isQuarterClosed })
}

export function toItem(who: Who, row: CommendationRow, moment: Moment): CommendationItem {
  const about = caseOf(row, moment.isQuarterClosed)
  const works = worksOn(who, row)
  const open = row.objections.filter(({ decision, round }) => decision === null && round === row.round)
  const isWaiting =
    actionsOf(who, row, about, moment).some(
      ({ action, refusal }) => refusal === null && FORWARD.has(action),
    ) || open.some(({ by }) => mayDecideObjection(about, actorFor(who, row), by))
  // How many objections came, and when, is told to nobody else either by the way.
  const steps = row.steps.filter(({ action }) => action !== 'object' && action !== 'decideObjection')
  const last = works ? row.changedAt : new Date(steps.at(-1)!.at)
  return {
    id: row.id,
    version: works ? row.version : steps.length,
    quarter: row.quarter,
    title: row.titleId,
    subject: subjectOf(row),
    state: row.state,
    publicisedOn: row.publicisedOn,
    lastObjectionDay: row.lastObjectionDay,
    openObjections: works ? open.length : 0,
    needsMe: isWaiting,
    changedAt: last.toISOString(),
  }
}

export function subjectOf(row: CommendationRow): Subject {
  return {
    kind: row.kind,
    code: row.subjectCode,
    name: row.subjectName,
    nameEn: row.subjectNameEn,
    township: row.kind === 'township' ? null : row.township,
  }
}

function toCommendation(who: Who, row: CommendationRow, moment: Moment): Commendation {
  const about = caseOf(row, moment.isQuarterClosed)
  const works = worksOn(who, row)
  const takes = takesObjections(about, moment.today)
  return {
    ...toItem(who, row, moment),
    words: row.words,
    wordsEn: row.wordsEn,
    figures: figuresOf(row.outcomes as FrozenOutcomes),
    round: row.round,
    notice: row.notice,
    objections: row.objections
      .filter(({ by }) => works || by === who.viewer.name)
      .map((objection) => toObjection(who, row, about, objection)),
    trace: works
      ? row.steps.map(({ action, to, by, role, at, words }) => {
          return { action, state: to, by, role, at: new Date(at).toISOString(), words }
        })
      : [],
    actions: actionsOf(who, row, about, moment),
    mayObject: takes && mayObject(who) && !waitsForVerdict(row, who.viewer.name),
    mayTakeObjection: takes && may(actorFor(who, row).roles, 'takeObjections'),
  }
}

function toObjection(
  who: Who,
  row: CommendationRow,
  about: CommendationCase,
  { id, round, source, words, by, at, decision }: CommendationRow['objections'][number],
): Objection {
  return {
    id,
    round,
    source,
    words,
    by,
    at: new Date(at).toISOString(),
    mayDecide: decision === null && round === row.round && mayDecideObjection(about, actorFor(who, row), by),
    decision: decision && { ...decision, at: new Date(decision.at).toISOString() },
  }
}

/** What the viewer's roles may do in this state, and why not now. */
function actionsOf(
  who: Who,
  row: CommendationRow,
  about: CommendationCase,
  { today }: Moment,
): Commendation['actions'] {
  const actor = actorFor(who, row)
  return ALL.map((action) => ({ action, refusal: refusalOf(action, about, actor, today) })).filter(
    ({ refusal }) => refusal !== 'role' && refusal !== 'state',
  )
}
