import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { inTheWay, type StaffRole, type Tenure } from '../domain/staffing/assignment.ts'
import { CodedError } from '../errors.ts'
import {
  deleteAssignment,
  insertAssignment,
  lockGrid,
  readAssignment,
  readGridAssignments,
  updateAssignment,
  type GridAssignment,
} from './change-queries.ts'
import { checkedDay } from './checked-day.ts'
import { isSeen, managedArea, mayRead, requireManager, type StaffWho } from './staff-scope.ts'

type Trx = Transaction<Database>
/** An operator whose row is locked. */
type Locked = { id: number; code: string; lastDay: string | null }

/**
 * Lets an operator look after a grid. Throws already_assigned where somebody else leads it on one of the days, or where the
 * operator looks after it already; invalid_input for days or grids that cannot be.
 */
export async function assign(
  trx: Trx,
  who: StaffWho,
  operator: Locked,
  { grid: code, ...tenure }: Tenure & { grid: string },
): Promise<void> {
  const area = managedArea(who, code)
  if (area.level !== 'grid') {
    throw new CodedError(
      'invalid_input',
      `"grid" must be the code of a grid, but "${code}" is a ${area.level}.`,
    )
  }
  await requireLive(trx, area.id, code)
  checkDays(tenure, operator)
  await requireFree(trx, { ...tenure, operatorId: operator.id }, area.id, code, null)
  await insertAssignment(trx, { ...tenure, operatorId: operator.id, gridId: area.id })
}

/** Changes role or days of an assignment; the same rules hold. Returns it as it was. */
export async function reassign(
  trx: Trx,
  who: StaffWho,
  operator: Locked,
  id: number,
  change: { role?: StaffRole; from?: string; until?: string | null },
): Promise<GridAssignment> {
  const { held, code } = await heldFor(trx, who, operator, id)
  const tenure: Tenure = {
    role: change.role ?? held.role,
    from: change.from ?? held.from,
    until: change.until === undefined ? held.until : change.until,
  }
  checkDays(tenure, operator)
  await requireFree(trx, { ...tenure, operatorId: operator.id }, held.gridId, code, id)
  await updateAssignment(trx, id, tenure)
  return held
}

/** Takes back what has not begun before today: what was is ended, and stays in the records. */
export async function unassign(
  trx: Trx,
  who: StaffWho,
  operator: Locked,
  id: number,
  today: string,
): Promise<GridAssignment> {
  const { held } = await heldFor(trx, who, operator, id)
  if (held.from < today) {
    throw new CodedError(
      'invalid_input',
      `Only an assignment that begins today (${today}) or later is taken back, but this one began on ${held.from}: set its end instead.`,
    )
  }
  await deleteAssignment(trx, id)
  return held
}

/** An assignment of a live grid that the viewer manages, with the grid locked. */
async function heldFor(
  trx: Trx,
  who: StaffWho,
  operator: Locked,
  id: number,
): Promise<{ held: GridAssignment; code: string }> {
  const unknown = () =>
    new CodedError('unknown_operator', `The operator has no assignment ${id} that you see.`)
  const known = await readAssignment(trx, operator.id, id)
  const area = known && who.areas.byId(known.gridId)
  if (!area || !isSeen(who, area) || !mayRead(who, area.id)) throw unknown()
  requireManager(who, area)
  await requireLive(trx, area.id, area.code)
  // Read again behind the lock: a release may have ended it meanwhile.
  const held = await readAssignment(trx, operator.id, id)
  if (held === null) throw unknown()
  return { held, code: area.code }
}

async function requireLive(trx: Trx, gridId: number, code: string): Promise<void> {
  if (!(await lockGrid(trx, gridId))) throw new CodedError('unknown_area', `The grid "${code}" is no more.`)
}

function checkDays({ role, from, until }: Tenure, { code, lastDay }: Locked): void {
  checkedDay('from', from)
  if (until === null) {
    if (role === 'cover')
      throw new CodedError('invalid_input', 'A cover must have a last day ("until"), but none was given.')
  } else if (checkedDay('until', until) < from) {
    throw new CodedError('invalid_input', `"until" must not be before "from", ${from}, but it is ${until}.`)
  }
  if (lastDay !== null && (until === null || until > lastDay)) {
    throw new CodedError(
      'invalid_input',
      `"until" must not be after ${lastDay}, the last day of ${code} at work, but it is ${until ?? 'open'}.`,
    )
  }
}

async function requireFree(
  trx: Trx,
  wanted: Tenure & { operatorId: number },
  gridId: number,
  grid: string,
  except: number | null,
): Promise<void> {
  const held = (await readGridAssignments(trx, gridId)).filter(({ id }) => id !== except)
  const other = inTheWay(wanted, held)
  if (other === null) return
  const { code, name, role, from, until } = other
  throw new CodedError(
    'already_assigned',
    `${grid} must have no other lead, and nobody twice, from ${wanted.from} to ${wanted.until ?? 'no end'}, but ${code} ${name} is its ${role} from ${from} to ${until ?? 'no end'}.`,
    { operator: { code, name }, role, from, until },
  )
}
