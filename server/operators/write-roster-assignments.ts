import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { holdsOn, inTheWay, type Tenure } from '../domain/staffing/assignment.ts'
import { insertAssignment, lockGrid, readGridAssignments, updateAssignment } from './change-queries.ts'
import type { RosterFault, RosterRow } from './roster.ts'
import { mayInArea } from './staff-scope.ts'
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
    const reason =
      grid?.level !== 'grid'
        ? `expected the code of a grid, but it is "${assignment.grid}"`
        : mayInArea(who, grid.id, 'manageStaff')
          ? null
          : `expected a grid where you manage staff, but it is "${assignment.grid}"`
    if (reason !== null) faults.push({ line, field: 'grid', reason })
    else byGrid.set(grid!.id, [...(byGrid.get(grid!.id) ?? []), { line, code, operator, assignment }])
  }
  const counts = { assigned: 0, reassigned: 0 }
  for (const gridId of [...byGrid.keys()].toSorted((a, b) => a - b)) {
    const wanted = byGrid.get(gridId)!
    if (!(await lockGrid(trx, gridId))) {
      faults.push({
        line: wanted[0]!.line,
        field: 'grid',
        reason: 'expected a grid that there is, but it is no more',
      })
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
      faults.push({
        line,
        field: 'grid',
        reason: `expected each assignment once, but line ${same.line} has it too`,
      })
      continue
    }
    const target = same ?? { id: null, role, from: from ?? today, until, operatorId, code, line }
    target.line = line
    const changes = same === undefined || (until !== null && same.until !== until)
    if (until !== null) target.until = until
    const { lastDay } = operator
    if (lastDay !== null && (target.until === null || target.until > lastDay))
      faults.push({
        line,
        field: 'until',
        reason: `expected a day not after ${lastDay}, the last day at work of ${code}, but it is ${target.until ?? 'empty'}`,
      })
    if (until !== null && until < target.from)
      faults.push({
        line,
        field: 'until',
        reason: `expected a day not before ${target.from}, but it is ${until}`,
      })
    if (same === undefined) all.push(target)
    if (changes) written.push(target)
  }
  for (const one of written) {
    const other = inTheWay(
      one,
      all.filter((held) => held !== one),
    )
    if (other === null || one.line === null) continue
    const where = other.line === null ? '' : ` (line ${other.line})`
    faults.push({
      line: one.line,
      field: 'grid',
      reason: `expected no other lead, and nobody twice, from ${one.from} to ${one.until ?? 'no end'}, but ${other.code} is ${other.role} from ${other.from} to ${other.until ?? 'no end'}${where}`,
    })
  }
  return { written, faults }
}
