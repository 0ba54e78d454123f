import { sql, type Transaction } from 'kysely'
import type { Database } from '../../db/types.ts'
import type { RosterFaultKind } from '../../domain/staffing/roster-fault.ts'
import { CodedError } from '../../errors.ts'
import { addOperator, changeOperator } from '../change-operator.ts'
import { lockOperator, unitIdOf } from '../change-queries.ts'
import { mergeOperators, type RosterOperator } from './merge-roster.ts'
import { rosterFault, type RosterFault, type RosterOutcome, type RosterRow } from './roster.ts'
import { writeAssignments } from './write-roster-assignments.ts'
import { mayInArea, type StaffWho } from '../staff-scope.ts'
import { writeQualifications } from './write-roster-qualifications.ts'

type Trx = Transaction<Database>

/** Who writes a list, on which day of the county. */
export type RosterWriter = { who: StaffWho; today: string }

/** An operator of the list; `lastDay` is their last one at work, null while they stay. */
export type ListedOperator = { id: number; lastDay: string | null }

/**
 * Makes operators, their grids and qualifications as the rows say, within the transaction: operators are known by their codes,
 * what a row says nothing of stays. Returns all that is wrong, by line; the caller then undoes the transaction.
 */
export async function writeRoster(
  trx: Trx,
  writer: RosterWriter,
  rows: readonly RosterRow[],
): Promise<{ outcome: RosterOutcome; faults: RosterFault[] }> {
  const outcome = { read: rows.length, added: 0, changed: 0, assigned: 0, reassigned: 0, qualified: 0 }
  const { operators, faults } = mergeOperators(rows)
  const listed = new Map<string, ListedOperator>()
  for (const wanted of operators.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const found = await writeOperator(trx, writer, wanted)
    if ('fault' in found) {
      faults.push(found.fault)
      continue
    }
    listed.set(wanted.code, found)
    if (found.is !== null) outcome[found.is] += 1
  }
  const assigned = await writeAssignments(trx, writer, rows, listed)
  faults.push(...assigned.faults)
  outcome.assigned = assigned.assigned
  outcome.reassigned = assigned.reassigned
  outcome.qualified = await writeQualifications(trx, rows, listed)
  return { outcome, faults: faults.toSorted((a, b) => a.line - b.line) }
}

type Written = (ListedOperator & { is: 'added' | 'changed' | null }) | { fault: RosterFault }

async function writeOperator(
  trx: Trx,
  { who, today }: RosterWriter,
  wanted: RosterOperator,
): Promise<Written> {
  const { line, code, name, area, unit, account, phone } = wanted
  const fault = (field: string, kind: RosterFaultKind, came: string | null): Written => ({
    fault: rosterFault(line, field, kind, { came: came ?? '', code }),
  })
  const home = area === null ? null : who.areas.byCode(area)
  if (area !== null && (home === null || !mayInArea(who, home.id, 'manageStaff')))
    return fault('area', 'area', area)
  const before = await readKept(trx, code)
  const known = before && (await lockOperator(trx, before.id))
  if (known) {
    const at = who.areas.heirOf(known.areaId)
    if (at === null || !mayInArea(who, at.id, 'manageStaff')) return fault('code', 'notYours', code)
  } else if (name === null) {
    return fault('name', 'newName', null)
  } else if (home === null) {
    return fault('area', 'newArea', null)
  }
  if (unit !== null && (await unitIdOf(trx, unit)) === null) return fault('unit', 'unit', unit)
  const given = Object.entries({ name, area, unit, account, phone }).filter(([, value]) => value !== null)
  try {
    if (known) await changeOperator(trx, who, known.id, Object.fromEntries(given))
    else await addOperator(trx, who, { code, name: name!, area: area!, ...Object.fromEntries(given) })
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    // Areas and the unit were looked at before: what is left is the account.
    return fault('account', 'account', account)
  }
  // Whoever had left and is on a list is at work again.
  await trx
    .updateTable('operator')
    .set({ left_at: null })
    .where('code', '=', code)
    .where('left_at', '<', today)
    .execute()
  const after = (await readKept(trx, code))!
  const differs = JSON.stringify(before) !== JSON.stringify(after)
  return { id: after.id, lastDay: after.lastDay, is: !known ? 'added' : differs ? 'changed' : null }
}

async function readKept(trx: Trx, code: string) {
  return (
    (await trx
      .selectFrom('operator')
      .select(['id', 'name', 'area_id', 'unit_id', 'account_id', 'phone'])
      .select(sql<string | null>`left_at::text`.as('lastDay'))
      .where('code', '=', code)
      .executeTakeFirst()) ?? null
  )
}
