import type { AreaNode } from '../areas/area-index.ts'
import { answersFor, holdsOn } from '../domain/staffing/assignment.ts'
import type { Assignment, Operator } from './operator-schema.ts'
import type { HeldAssignment, OperatorRow } from './queries.ts'
import { homeOf, isSeen, mayInArea, type StaffWho } from './staff-scope.ts'

/** What operators have to do: households by grid are in the areas, open incidents are counted by the area's id. */
export type Work = { today: string; open: ReadonlyMap<number, number> }

/**
 * An operator as a viewer may see them: of other townships' grids it is only said that there are some. Everybody is told all
 * of their own grids; what is open is counted where they see incidents.
 */
export function showOperator(who: StaffWho, row: OperatorRow, work: Work): Operator {
  const home = homeOf(who, row.areaId)
  const isOwn = row.accountId !== null && row.accountId === who.viewer.accountId
  const seen = row.assignments.flatMap((held) => {
    const grid = who.areas.byId(held.gridId)
    return grid && (isOwn || isSeen(who, grid)) ? [{ held, grid }] : []
  })
  const inHand = gridsInHand(seen, work.today)
  const load = {
    ...loadOf(inHand, work),
    openIncidents: loadOf(
      inHand.filter((grid) => isSeen(who, grid)),
      work,
    ).openIncidents,
  }
  const { id, code, name, unit, account, phone, lastDay, qualifications } = row
  return {
    id,
    code,
    name,
    area: home?.code ?? null,
    unit,
    account,
    phone,
    lastDay,
    assignments: seen.map(({ held, grid }) => shown(held, grid.code)),
    elsewhere: row.assignments.length - seen.length,
    qualifications,
    ...load,
    mayManage: home !== null && mayInArea(who, home.id, 'manageStaff'),
  }
}

/** The grids among these that somebody leads or covers on a day, each once. */
export function gridsInHand(
  seen: readonly { held: HeldAssignment; grid: AreaNode }[],
  today: string,
): AreaNode[] {
  return [
    ...new Set(seen.filter(({ held }) => answersFor(held) && holdsOn(held, today)).map(({ grid }) => grid)),
  ]
}

/** Households of grids, null where none is known, and the incidents that are open in them. */
export function loadOf(
  grids: readonly AreaNode[],
  { open }: Work,
): { households: number | null; openIncidents: number } {
  const known = grids.flatMap(({ households }) => households ?? [])
  return {
    households: known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0),
    openIncidents: grids.reduce((sum, { id }) => sum + (open.get(id) ?? 0), 0),
  }
}

export function shown({ id, role, from, until }: HeldAssignment, grid: string): Assignment {
  return { id, grid, role, from, until }
}
