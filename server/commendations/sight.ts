import { holds } from '../accounts/require-permission.ts'
import { rolesAt } from '../accounts/scope.ts'
import type { CommendationActor, CommendationCase } from '../domain/commendation/refusal.ts'
import type { CommendationAction } from '../domain/commendation/actions.ts'
import type { CommendationState } from '../domain/commendation/state.ts'
import { may, type Permission } from '../domain/permission.ts'
import type { Role } from '../domain/role.ts'
import { CodedError } from '../errors.ts'
import type { Who } from './means.ts'
import type { CommendationRow } from './queries.ts'

/** Public, for objections or for good. */
const PUBLIC_STATES = new Set<CommendationState>(['publicised', 'decided', 'published'])

type Home = Pick<CommendationRow, 'townshipId'>

/** The roles of a viewer that reach to a township; to what has none, the county's roles. */
export function rolesFor({ viewer, areas }: Who, { townshipId }: Home): Set<Role> {
  return rolesAt(viewer, areas, { areaId: townshipId, unit: null })
}

/** Whether the viewer works on it: sees its steps and all objections. */
export function worksOn(who: Who, row: Home): boolean {
  return may(rolesFor(who, row), 'seeNominations')
}

/** Whether the viewer sees it at all. */
export function seesCommendation(who: Who, row: Home & Pick<CommendationRow, 'state'>): boolean {
  return PUBLIC_STATES.has(row.state) || worksOn(who, row)
}

export function actorFor(who: Who, row: CommendationRow): CommendationActor {
  return {
    name: who.viewer.name,
    roles: rolesFor(who, row),
    isSubject: row.subjectAccountId === who.viewer.accountId,
  }
}

/** The nomination as the rules see it. */
export function caseOf(row: CommendationRow, isQuarterClosed: boolean): CommendationCase {
  const { kind, state, round, lastObjectionDay, taken, most } = row
  return {
    kind,
    state,
    round,
    lastObjectionDay,
    isQuarterClosed,
    taken,
    most,
    steps: row.steps.filter((step): step is typeof step & { action: CommendationAction } => {
      return step.action !== 'object' && step.action !== 'decideObjection'
    }),
    objections: row.objections.map(({ round, decision }) => ({
      round,
      verdict: decision === null ? 'open' : decision.upheld ? 'upheld' : 'dismissed',
    })),
  }
}

/** Whether somebody may object in their own name, wherever it is. */
export function mayObject({ viewer }: Who): boolean {
  return holds(viewer, 'object')
}

/** Whether an objection that somebody made in their own name in this round is not decided. Each new one holds up who works on it. */
export function waitsForVerdict({ objections, round }: CommendationRow, name: string): boolean {
  return objections.some(
    (one) => one.by === name && one.source === 'account' && one.round === round && one.decision === null,
  )
}

/** The role by which somebody may, to be kept with the step; any of theirs where all may. */
export function roleThatMay(roles: ReadonlySet<Role>, permissions: readonly Permission[]): string {
  const found = [...roles].find((role) => permissions.some((permission) => may([role], permission)))
  return found ?? [...roles][0] ?? ''
}

export function unknownCommendation(id: number): CodedError {
  return new CodedError('unknown_commendation', `You see no nomination with the id ${id}.`)
}
