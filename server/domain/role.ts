/**
 * What a person is in the grid service (domain.md, "Who and what"). A county's role sees the whole county; an area's the
 * areas that it is granted, and what lies below; a unit's the incidents that the unit has.
 */
export const ROLES = {
  administrator: { of: 'county' },
  leader: { of: 'county' },
  dispatcher: { of: 'county' },
  supervisor: { of: 'county' },
  analyst: { of: 'county' },
  manager: { of: 'area' },
  handler: { of: 'unit' },
  operator: { of: 'area' },
  display: { of: 'area' },
} as const satisfies Record<string, { of: 'county' | 'area' | 'unit' }>

export type Role = keyof typeof ROLES

export const ROLE_NAMES = Object.keys(ROLES) as Role[]

/** What a grant of this role must name: an area, a unit, or nothing, for it is for the whole county. */
export function extentOf(role: Role): 'county' | 'area' | 'unit' {
  return ROLES[role].of
}
