import type { Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { endAll, operatorAccount, unitIdOf } from './change-queries.ts'
import { checkedDay } from './checked-day.ts'
import { isSeen, managedArea, requireManager, type StaffWho } from './staff-scope.ts'

type Trx = Transaction<Database>

/** What is kept of an operator; what is left out stays as it is. */
export type OperatorChange = {
  name?: string
  area?: string
  unit?: string | null
  account?: string | null
  phone?: string | null
}

/** Adds an operator. Throws operator_taken for a code that another has or had: a code is never used again. */
export async function addOperator(
  trx: Trx,
  who: StaffWho,
  { code, name, area, ...rest }: OperatorChange & { code: string; name: string; area: string },
): Promise<number> {
  const home = managedArea(who, area)
  const row = await trx
    .insertInto('operator')
    .values({ code, name, area_id: home.id })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row)
    throw new CodedError('operator_taken', `Expected a code that nobody has or had, but it is "${code}".`)
  await changeOperator(trx, who, row.id, rest)
  return row.id
}

/** Changes what is kept of an operator whom the viewer manages; throws what does not fit. */
export async function changeOperator(
  trx: Trx,
  who: StaffWho,
  id: number,
  { name, area, unit, account, phone }: OperatorChange,
): Promise<void> {
  const set = {
    ...(name === undefined ? {} : { name }),
    ...(area === undefined ? {} : { area_id: managedArea(who, area).id }),
    ...(phone === undefined ? {} : { phone }),
    ...(unit === undefined ? {} : { unit_id: unit === null ? null : await unitId(trx, unit) }),
    ...(account === undefined
      ? {}
      : { account_id: account === null ? null : await accountId(trx, who, id, account) }),
  }
  if (Object.keys(set).length > 0) await trx.updateTable('operator').set(set).where('id', '=', id).execute()
}

/** Ends all of somebody's assignments with their last day; null: they stay. Returns how many assignments changed. */
export async function leave(trx: Trx, id: number, lastDay: string | null): Promise<number> {
  const day = lastDay === null ? null : checkedDay('lastDay', lastDay)
  await trx.updateTable('operator').set({ left_at: day }).where('id', '=', id).execute()
  return day === null ? 0 : endAll(trx, id, day)
}

async function unitId(trx: Trx, code: string): Promise<number> {
  const id = await unitIdOf(trx, code)
  if (id !== null) return id
  throw new CodedError(
    'invalid_input',
    `"unit" must be the code of a unit that there is, but it is "${code}".`,
  )
}

/** The account's id; it must be an operator's, inside the areas where the viewer manages, and nobody else's. */
async function accountId(trx: Trx, who: StaffWho, operatorId: number, name: string): Promise<number> {
  const found = await operatorAccount(trx, name)
  const areas = (found?.areaIds ?? []).flatMap((id) => who.areas.heirOf(id) ?? [])
  const seen = areas.filter((area) => isSeen(who, area))
  if (found === null || seen.length === 0) {
    throw new CodedError(
      'invalid_input',
      `"account" must be an account with the role operator in an area of yours, but it is "${name}".`,
    )
  }
  if (seen.length < areas.length) {
    throw new CodedError('out_of_scope', `The account "${name}" is an operator in areas that you do not see.`)
  }
  for (const area of areas) requireManager(who, area)
  const other = await trx
    .selectFrom('operator')
    .select('code')
    .where('account_id', '=', found.id)
    .where('id', '!=', operatorId)
    .executeTakeFirst()
  if (other) {
    throw new CodedError(
      'operator_taken',
      `Expected an account that no other operator is linked to, but "${name}" is ${other.code}'s.`,
    )
  }
  return found.id
}
