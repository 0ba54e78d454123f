import { isInside, type AreaNode } from '../../areas/area-index.ts'
import { answersFor, holdsOn } from '../../domain/staffing/assignment.ts'
import { dayAfter, isVacant } from '../../domain/staffing/grid-staffing.ts'
import { expiry, tooMany } from '../../domain/staffing/limits.ts'
import type { ComingEnd, Expiry, Findings, Overload, Vacancy } from './findings-schema.ts'
import type { OperatorRef, Qualification } from '../operator-schema.ts'
import type { HeldAssignment, OperatorRow } from '../queries.ts'
import { gridsInHand, loadOf, shown, type Work } from '../show-operator.ts'
import { homeOf, isSeen, type StaffWho } from '../staff-scope.ts'

/** What is asked: within how many days, and from where on it is too much. */
export type FindingLimits = Findings['limits']
type Held = { row: OperatorRow; held: HeldAssignment }
type Lists = Pick<Findings, 'vacancies' | 'ends' | 'overloads' | 'certificates'>

/**
 * What is amiss with the staff of an area. `lastDays`: by grid, the last day before today on which somebody answered for it.
 * The rows are all operators, those who left among them: an assignment counts while it holds.
 */
export function findFindings(
  who: StaffWho,
  area: AreaNode,
  { rows, lastDays }: { rows: readonly OperatorRow[]; lastDays: ReadonlyMap<number, string> },
  work: Work,
  limits: FindingLimits,
): Lists {
  const ofGrid = byGrid(rows)
  const grids = who.areas.within(area, 'grid')
  return {
    vacancies: grids.flatMap((grid) =>
      vacancy(grid, ofGrid.get(grid.id) ?? [], lastDays.get(grid.id) ?? null, work),
    ),
    ends: grids
      .flatMap((grid) => comingEnds(grid, ofGrid.get(grid.id) ?? [], work.today, limits.days))
      .toSorted((a, b) => order(a.assignment.until!, b.assignment.until!)),
    overloads: rows.flatMap((row) => overload(who, area, row, work, limits)),
    certificates: rows
      .filter((row) => isAtHome(who, area, row, work.today))
      .flatMap((row) => expiries(row, work.today, limits.certificateDays))
      .toSorted((a, b) => order(a.qualification.expiresOn!, b.qualification.expiresOn!)),
  }
}

function byGrid(rows: readonly OperatorRow[]): Map<number, Held[]> {
  const found = new Map<number, Held[]>()
  for (const row of rows)
    for (const held of row.assignments)
      found.set(held.gridId, [...(found.get(held.gridId) ?? []), { row, held }])
  return found
}

function vacancy(grid: AreaNode, staff: readonly Held[], lastDay: string | null, work: Work): Vacancy[] {
  if (
    !isVacant(
      staff.map(({ held }) => held),
      work.today,
    )
  )
    return []
  const next = staff
    .filter(({ held }) => answersFor(held) && held.from > work.today)
    .toSorted((a, b) => order(a.held.from, b.held.from))[0]
  return [
    {
      grid: grid.code,
      since: lastDay === null ? null : dayAfter(lastDay),
      backups: staff.filter(({ held }) => holdsOn(held, work.today)).map(({ row }) => refOf(row)),
      next: next ? { operator: refOf(next.row), assignment: shown(next.held, grid.code) } : null,
      ...loadOf([grid], work),
    },
  ]
}

function comingEnds(grid: AreaNode, staff: readonly Held[], today: string, days: number): ComingEnd[] {
  const last = dayAfter(today, days)
  return staff
    .filter(({ held }) => holdsOn(held, today) && held.until !== null && held.until <= last)
    .map(({ row, held }) => ({
      operator: refOf(row),
      assignment: shown(held, grid.code),
      leavesVacant:
        answersFor(held) &&
        isVacant(
          staff.map((other) => other.held),
          dayAfter(held.until!),
        ),
    }))
}

function overload(
  who: StaffWho,
  area: AreaNode,
  row: OperatorRow,
  work: Work,
  limits: FindingLimits,
): Overload[] {
  const seen = row.assignments.flatMap((held) => {
    const grid = who.areas.byId(held.gridId)
    return grid && isSeen(who, grid) ? [{ held, grid }] : []
  })
  const grids = gridsInHand(seen, work.today)
  // Their whole load counts, also that of grids next door: it is the same person.
  if (!grids.some((grid) => isInside(grid, area))) return []
  const load = loadOf(grids, work)
  const over = tooMany(load, limits)
  return over.length === 0 ? [] : [{ operator: refOf(row), grids: grids.length, ...load, tooMany: over }]
}

function isAtHome(who: StaffWho, area: AreaNode, row: OperatorRow, today: string): boolean {
  const home = homeOf(who, row.areaId)
  return home !== null && isInside(home, area) && (row.lastDay === null || row.lastDay >= today)
}

/** The newest of each name counts: an old certificate that was renewed is no finding. */
function expiries(row: OperatorRow, today: string, days: number): Expiry[] {
  const newest = new Map<string, Qualification>()
  for (const item of row.qualifications) {
    const known = newest.get(item.name)
    if (!known || (known.expiresOn !== null && (item.expiresOn ?? '9999') > known.expiresOn))
      newest.set(item.name, item)
  }
  return [...newest.values()].flatMap((qualification) => {
    const is = expiry(qualification.expiresOn, today, days)
    return is === null ? [] : [{ operator: refOf(row), qualification, is }]
  })
}

function refOf({ id, code, name }: OperatorRow): OperatorRef {
  return { id, code, name }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
