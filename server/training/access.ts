import { requirePermission } from '../accounts/require-permission.ts'
import { rootsOf } from '../accounts/scope.ts'
import { isInside, type AreaNode } from '../areas/area-index.ts'
import { CodedError } from '../errors.ts'
import { isSeen, mayInArea, requireManager, type StaffWho } from '../operators/staff-scope.ts'

// Who may do what with training is who may do it with staff (server/operators/staff-scope.ts), area by area.

/** Throws not_allowed for whoever sees nothing of training. */
export function requireTrainingReader({ viewer }: StaffWho): void {
  requirePermission(viewer, 'seeTraining', 'Training is shown to')
}

/** Whether the viewer is told of sessions for an area: one that they see, or one that holds what they see. */
export function concerns(who: StaffWho, area: AreaNode): boolean {
  const roots = rootsOf(who.viewer, who.areas)
  return isSeen(who, area) || (roots ?? []).some((root) => isInside(root, area))
}

/** Whether the viewer manages staff in an area; courses are the whole county's. */
export function mayManage(who: StaffWho, area: AreaNode | null): boolean {
  return area !== null && mayInArea(who, area.id, 'manageStaff')
}

/** Throws not_allowed for whoever does not manage the staff of the whole county. */
export function requireCountyManager(who: StaffWho): void {
  const { county } = who.areas
  if (county === null) throw new CodedError('unknown_area', 'There is no county yet: import areas first.')
  if (mayManage(who, county)) return
  throw new CodedError(
    'not_allowed',
    'Courses are changed by those who manage the staff of the whole county.',
  )
}

/** The area that a session or a plan is for, where the viewer manages staff. Throws unknown_area, out_of_scope, not_allowed, invalid_input. */
export function trainingArea(who: StaffWho, code: string): AreaNode {
  const area = who.areas.byCode(code)
  if (area === null) throw new CodedError('unknown_area', `No area has the code "${code}".`)
  requireManager(who, area)
  if (area.level === 'county' || area.level === 'township') return area
  throw new CodedError(
    'invalid_input',
    `"area" must be a township or the county, but "${code}" is a ${area.level}.`,
  )
}

export function unknownTraining(what: 'course' | 'session' | 'line of the plan', id: number): CodedError {
  return new CodedError('unknown_training', `You see no ${what} with the id ${id}.`)
}

export function staleTraining(now: { version: number; changedBy: string }, seen: number): CodedError {
  return new CodedError(
    'stale',
    `It has the version ${now.version} by now, last changed by ${now.changedBy}, but you have seen version ${seen}.`,
    { version: now.version },
  )
}
