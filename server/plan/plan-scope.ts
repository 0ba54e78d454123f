import { requirePermission } from '../accounts/require-permission.ts'
import { rolesAt } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { may, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'

/** Who asks about the plan, and the areas of now. */
export type PlanWho = { viewer: Viewer; areas: AreaIndex }

/** Whether the viewer may do something in the plan of a township. */
export function mayInPlan({ viewer, areas }: PlanWho, areaId: number, permission: Permission): boolean {
  return may(rolesAt(viewer, areas, { areaId, unit: null }), permission)
}

/** Throws not_allowed for whoever has no role with this permission, wherever it reaches. */
export function requireInPlan({ viewer }: PlanWho, permission: Permission): void {
  requirePermission(viewer, permission, 'This part of the plan is for')
}

/** The townships whose plan the viewer sees, in the order of the areas. */
export function seenTownships(who: PlanWho): AreaNode[] {
  requireInPlan(who, 'seePlan')
  return who.areas.nodes.filter(({ level, id }) => level === 'township' && mayInPlan(who, id, 'seePlan'))
}

/** The township of a code, where the viewer may edit the plan. Throws unknown_area, invalid_input, out_of_scope. */
export function editedTownship(who: PlanWho, code: string): AreaNode {
  const area = who.areas.byCode(code)
  if (area === null) throw new CodedError('unknown_area', `No area has the code "${code}".`)
  if (area.level !== 'township')
    throw new CodedError('invalid_input', `The plan is of townships, but "${code}" is a ${area.level}.`)
  if (!mayInPlan(who, area.id, 'editPlan'))
    throw new CodedError('out_of_scope', `The plan of "${code}" is not yours to change.`)
  return area
}

export function unknownMilestone(id: number): CodedError {
  return new CodedError('unknown_milestone', `You see no milestone with the id ${id}.`)
}
