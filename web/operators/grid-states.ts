import type { Operator } from '../../server/contract.ts'
import type { Assignment } from '../../server/contract.ts'
import { answersFor, holdsOn } from '../../server/domain/staffing/assignment.ts'
import { staffingOf } from '../../server/domain/staffing/grid-staffing.ts'

/** What the map says of a grid, from well to badly looked after. */
export const GRID_STATES = ['led', 'cover', 'overloaded', 'backup', 'vacant'] as const
export type GridState = (typeof GRID_STATES)[number]

export type GridStaff = { operator: Operator; assignment: Assignment }

/** Who looks after each grid now or later, by the grid's code. */
export function staffByGrid(operators: readonly Operator[]): Map<string, GridStaff[]> {
  const found = new Map<string, GridStaff[]>()
  for (const operator of operators)
    for (const assignment of operator.assignments) {
      const staff = found.get(assignment.grid)
      if (staff) staff.push({ operator, assignment })
      else found.set(assignment.grid, [{ operator, assignment }])
    }
  return found
}

/** The state of one grid. `overloaded`: ids of those who have too much to do. */
export function gridState(
  staff: readonly GridStaff[],
  today: string,
  overloaded: ReadonlySet<number>,
): GridState {
  const state = staffingOf(
    staff.map(({ assignment }) => assignment),
    today,
  )
  const isTooMuch = staff.some(
    ({ operator, assignment }) =>
      answersFor(assignment) && holdsOn(assignment, today) && overloaded.has(operator.id),
  )
  return isTooMuch ? 'overloaded' : state
}
