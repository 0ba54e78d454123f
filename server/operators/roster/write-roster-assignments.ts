import type { Transaction } from 'kysely'
import type { Database } from '../../db/types.ts'
import { holdsOn, inTheWay, type Tenure } from '../../domain/staffing/assignment.ts'
import { insertAssignment, lockGrid, readGridAssignments, updateAssignment } from '../change-queries.ts'
import { rosterFault, type RosterFault, type RosterRow } from './roster.ts'
import { mayInArea } from '../staff-scope.ts'
import type { ListedOperator, RosterWriter } from './write-roster.ts'

type Trx = Transaction<Database>
type Held = Tenure & { id: number | null; operatorId: number; code: string; line: number | null }
type Wanted = {
  line: number
  code: string
  operator: ListedOperator
  assignment: NonNullable<RosterRow['assignment']>
}

/**
 * Puts the assignments of a list beside those that there are, and writes them where they agree: with the same operator, grid,
 * role and beginning (none given: the one that runs or is to come) a row sets the end, if it names one; otherwise it is one more, from today on. The rules hold for what
 * comes of all rows together, so that one line may end what the next one begins.
 */
export async function writeAssignments(
  trx: Trx,
  { who, today }: RosterWriter,
  rows: readonly RosterRow[],
  listed: ReadonlyMap<string, ListedOperator>,
): Promise<{ faults: RosterFault[]; assigned: number; reassigned: number }> {
  const faults: RosterFault[] = []
  const byGrid = new Map<number, Wanted[]>()
  for (const { line, code, assignment } of rows) {
    const operator = listed.get(code)
    if (assignment === null || operator === undefined) continue
    const grid = who.areas.byCode(assignment.grid)
    if (grid?.level !== 'grid' || !mayInArea(who, grid.id, 'manageStaff'))
      faults.push(rosterFault(line, 'grid', 'grid', { came: assignment.grid }))
    else byGrid.set(grid.id, [...(byGrid.get(grid.id) ?? []), { line, code, operator, assignment }])
  }
  const counts = { assigned: 0, reassigned: 0 }
  for (const gridId of [...byGrid.keys()].toSorted((a, b) => a - b)) {
    const wanted = byGrid.get(gridId)!
    if (!(await lockGrid(trx, gridId))) {
      faults.push(rosterFault(wanted[0]!.line, 'grid', 'grid', { came: wanted[0]!.assignment.grid }))
      continue
    }
    const plan = planGrid(wanted, await readGridAssignments(trx, gridId), today)
    faults.push(...plan.faults)
    if (plan.faults.length > 0) continue
    for (const one of plan.written) {
      if (one.id === null) await insertAssignment(trx, { ...one, gridId })
      else await updateAssignment(trx, one.id, one)
      counts[one.id === null ? 'assigned' : 'reassigned'] += 1
    }
  }
  return { faults, ...counts }
}

/** What becomes of the assignments of one grid, and the lines that do not fit together. */
function planGrid(
  wanted: readonly Wanted[],
  known: Awaited<ReturnType<typeof readGridAssignments>>,
  today: string,
): { written: Held[]; faults: RosterFault[] } {
  const all: Held[] = known.map((held) => ({ ...held, line: null }))
  const written: Held[] = []
  const faults: RosterFault[] = []
  for (const { line, code, operator, assignment } of wanted) {
    const { role, from, until } = assignment
    const operatorId = operator.id
    const same = all.find(
      (held) =>
        held.operatorId === operatorId &&
        held.role === role &&
        (from === null ? held.from > today || holdsOn(held, today) : held.from === from),
    )
    if (same?.line != null) {
      faults.push(rosterFault(line, 'grid', 'again', { line: `${same.line}` }))
      continue
    }
    const target = same ?? { id: null, role, from: from ?? today, until, operatorId, code, line }
    target.line = line
    const changes = same === undefined || (until !== null && same.until !== until)
    if (until !== null) target.until = until
    const { lastDay } = operator
    if (lastDay !== null && (target.until === null || target.until > lastDay))
      faults.push(
        rosterFault(line, 'until', 'lastDay', { expected: lastDay, code, came: target.until ?? '' }),
      )
    if (until !== null && until < target.from)
      faults.push(rosterFault(line, 'until', 'notBefore', { expected: target.from, came: until }))
    if (same === undefined) all.push(target)
    if (changes) written.push(target)
  }
  for (const one of written) {
    const other = inTheWay(
      one,
      all.filter((held) => held !== one),
    )
    if (other === null || one.line === null) continue
    faults.push(
      rosterFault(one.line, 'grid', 'taken', {
        code: other.code,
        role: other.role,
        from: other.from,
        until: other.until ?? '',
        line: other.line === null ? '' : `${other.line}`,
      }),
    )
  }
  return { written, faults }
}
