import { rolesAt, rootsOf } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { may, PERMISSIONS, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'

/** Who asks about staff, and the areas of now. */
export type StaffWho = { viewer: Viewer; areas: AreaIndex }

/** Whether the viewer may do something with staff in an area. */
export function mayInArea({ viewer, areas }: StaffWho, areaId: number, permission: Permission): boolean {
  return may(rolesAt(viewer, areas, { areaId, unit: null }), permission)
}

/** Whether the viewer may read of staff in an area: whoever may manage it may read it. */
export function mayRead(who: StaffWho, areaId: number): boolean {
  return mayInArea(who, areaId, 'seeStaff') || mayInArea(who, areaId, 'manageStaff')
}

/** Throws not_allowed for whoever may not read of staff in an area. */
export function requireReader(who: StaffWho, area: AreaNode): void {
  if (mayRead(who, area.id)) return
  const allowed = [...new Set([...PERMISSIONS.seeStaff, ...PERMISSIONS.manageStaff])].join(', ')
  throw new CodedError('not_allowed', `Operators and their grids are shown to ${allowed}.`)
}

/** Throws not_allowed for whoever may not manage staff in an area, out_of_scope for one that they do not see. */
export function requireManager(who: StaffWho, area: AreaNode): void {
  if (mayInArea(who, area.id, 'manageStaff')) return
  if (!isSeen(who, area)) throw new CodedError('out_of_scope', `You do not see the area "${area.code}".`)
  throw new CodedError(
    'not_allowed',
    `Who looks after what is changed by ${PERMISSIONS.manageStaff.join(', ')}, in ${area.code} by who has it there.`,
  )
}

/** The live area of a code where the viewer manages staff. Throws unknown_area, out_of_scope, not_allowed. */
export function managedArea(who: StaffWho, code: string): AreaNode {
  const area = who.areas.byCode(code)
  if (area === null) throw new CodedError('unknown_area', `No area has the code "${code}".`)
  requireManager(who, area)
  return area
}

/** Whether the viewer sees an area. */
export function isSeen({ viewer, areas }: StaffWho, area: AreaNode): boolean {
  const roots = rootsOf(viewer, areas)
  return roots === null || roots.some((root) => isInside(area, root))
}

/** Where an operator is at home: the area of that id, or of what it went into. Null where nothing of it is left. */
export function homeOf({ areas }: StaffWho, areaId: number): AreaNode | null {
  return areas.heirOf(areaId)
}

export function unknownOperator(id: number): CodedError {
  return new CodedError('unknown_operator', `You see no operator with the id ${id}.`)
}
