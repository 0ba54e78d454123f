import type { RoleAt } from '../../server/accounts/manage.ts'

/** Incidents of the small county: in township A, in township B, nowhere. */
export const CANARIES = ['N1', 'N4', 'N6'] as const

/** What an answer told: refused with this code, or the canaries that can be told from it. */
export type Told = string | readonly string[]

export type Headers = Record<string, string>

/** Somebody with these roles, and what they are told when they ask for each area; '' is none. */
type Viewers = { name: string; roles: [RoleAt, ...RoleAt[]]; asks: Record<string, Told>; ofLists?: true }

export const EVERYTHING = CANARIES
export const VIEWERS: Viewers[] = [
  ...(['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst'] as const).map((role): Viewers => ({
    name: role,
    roles: [{ role, area: null }],
    asks: { '': EVERYTHING, C: EVERYTHING, A: ['N1'], B: ['N4'], A1a: ['N1'], A1b: [] },
  })),
  ...(['manager', 'display'] as const).map((role): Viewers => ({
    name: `${role} of a township`,
    roles: [{ role, area: 'A' }],
    asks: { '': ['N1'], A: ['N1'], A1a: ['N1'], C: 'out_of_scope', B: 'out_of_scope', B1a: 'out_of_scope' },
  })),
  {
    name: 'operator of a grid',
    roles: [{ role: 'operator', area: 'A1a' }],
    asks: { '': ['N1'], A1a: ['N1'], A1: 'out_of_scope', A1b: 'out_of_scope', C: 'out_of_scope' },
  },
  {
    name: 'operator of two grids',
    roles: [
      { role: 'operator', area: 'A1a' },
      { role: 'operator', area: 'B1a' },
    ],
    asks: { '': 'invalid_input', A1a: ['N1'], B1a: ['N4'], B1: 'out_of_scope', C: 'out_of_scope' },
  },
  {
    name: 'handler of a unit',
    roles: [{ role: 'handler', area: null, unit: 'roads' }],
    asks: { '': ['N1'], A: ['N1'], A1a: ['N1'], B: [], B1a: [], C: ['N1'] },
    // What is counted or drawn is of areas, and a unit has none.
    ofLists: true,
  },
]
