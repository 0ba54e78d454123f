/**
 * What a person is in the grid service (domain.md, "Who and what"). A county's role sees the whole county; the others see
 * the areas that they are granted, and what lies below.
 */
export const ROLES = {
  administrator: { of: 'county' },
  leader: { of: 'county' },
  dispatcher: { of: 'county' },
  supervisor: { of: 'county' },
  analyst: { of: 'county' },
  manager: { of: 'area' },
  operator: { of: 'area' },
  display: { of: 'area' },
} as const satisfies Record<string, { of: 'county' | 'area' }>

export type Role = keyof typeof ROLES

export const ROLE_NAMES = Object.keys(ROLES) as Role[]

/** Whether a grant must name an area: a county's role is for the whole county. */
export function needsArea(role: Role): boolean {
  return ROLES[role].of === 'area'
}
