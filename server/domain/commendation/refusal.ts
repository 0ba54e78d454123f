import { may, type Permission } from '../permission.ts'
import type { Role } from '../role.ts'
import { COMMENDATION_ACTIONS, NOMINATING, type CommendationAction } from './actions.ts'
import type { CommendationState, SubjectKind } from './state.ts'

/** An objection as it bears on the decision. */
export type ObjectionStanding = { round: number; verdict: 'open' | 'upheld' | 'dismissed' }

/** A nomination as the rules see it. Days are YYYY-MM-DD, which compare as texts. */
export type CommendationCase = {
  kind: SubjectKind
  state: CommendationState
  round: number
  /** Steps taken so far, in order, by the names of accounts. */
  steps: readonly { action: CommendationAction; by: string }[]
  objections: readonly ObjectionStanding[]
  lastObjectionDay: string | null
  /** Whether the figures of its quarter are closed: a township is decided on closed figures only. */
  isQuarterClosed: boolean
  /** How many of its title and quarter were decided already, and how many there may be. */
  taken: number
  most: number
}

/** Who acts. `roles`: as they reach to the subject. */
export type CommendationActor = {
  name: string
  roles: ReadonlySet<Role>
  /** The nomination is about this person. */
  isSubject: boolean
}

/**
 * Why an action is not taken. `role`: others may; `own`: about oneself; `twice`: the same person took the step before;
 * `days`: objections may still come; `objections`: some are undecided; `upheld`: one was upheld; `quarter`: its figures are not
 * closed; `most`: as many as there may be.
 */
export type CommendationRefusal =
  'role' | 'own' | 'twice' | 'state' | 'days' | 'objections' | 'upheld' | 'quarter' | 'most'

/** Why this actor cannot take this action today (YYYY-MM-DD), the plainest reason first; null: they can. */
export function refusalOf(
  action: Exclude<CommendationAction, 'nominate'>,
  about: CommendationCase,
  actor: CommendationActor,
  today: string,
): CommendationRefusal | null {
  const rule = COMMENDATION_ACTIONS[action]
  const permits = rule.permits.map((permit): Permission =>
    permit === 'nominate' ? NOMINATING[about.kind] : permit,
  )
  if (!permits.some((permission) => may(actor.roles, permission))) return 'role'
  if (actor.isSubject) return 'own'
  if (!rule.from.includes(about.state)) return 'state'
  if (about.steps.some(({ action, by }) => by === actor.name && rule.otherThan.includes(action)))
    return 'twice'
  return action === 'decide' ? openPoint(about, today) : null
}

/** What is still open before a nomination can be decided; null: nothing. */
export function openPoint(about: CommendationCase, today: string): CommendationRefusal | null {
  if (about.lastObjectionDay === null || today <= about.lastObjectionDay) return 'days'
  const own = about.objections.filter(({ round }) => round === about.round)
  const verdicts = new Set(own.map(({ verdict }) => verdict))
  if (verdicts.has('open')) return 'objections'
  if (verdicts.has('upheld')) return 'upheld'
  if (about.kind !== 'operator' && !about.isQuarterClosed) return 'quarter'
  return about.taken >= about.most ? 'most' : null
}

/** Whether objections are taken today. */
export function takesObjections(
  about: Pick<CommendationCase, 'state' | 'lastObjectionDay'>,
  today: string,
): boolean {
  return about.state === 'publicised' && about.lastObjectionDay !== null && today <= about.lastObjectionDay
}

/** Whether this actor may decide an objection: a reviewer who neither nominated nor objected. */
export function mayDecideObjection(
  about: Pick<CommendationCase, 'state' | 'steps'>,
  actor: CommendationActor,
  objector: string,
): boolean {
  return (
    about.state === 'publicised' &&
    may(actor.roles, 'reviewCommendations') &&
    !actor.isSubject &&
    objector !== actor.name &&
    !about.steps.some(
      ({ action, by }) => by === actor.name && (action === 'nominate' || action === 'correct'),
    )
  )
}
