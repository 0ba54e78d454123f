import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'
import type { StaffRole, Tenure } from '../domain/staffing/assignment.ts'

type Trx = Transaction<Database>

// Operators are locked before grids, always, so that nobody waits for each other in a circle.

/** Others who want to change the operator wait until the transaction ends. Null: there is none. */
export async function lockOperator(
  trx: Trx,
  id: number,
): Promise<{ id: number; code: string; name: string; areaId: number; lastDay: string | null } | null> {
  const { rows } = await sql<{
    id: number
    code: string
    name: string
    areaId: number
    lastDay: string | null
  }>`
    select id, code, name, area_id as "areaId", left_at::text as "lastDay"
    from operator where id = ${id}::int for no key update`.execute(trx)
  return rows[0] ?? null
}

/** Others who want to assign somebody to the grid wait until the transaction ends. False: it is retired. */
export async function lockGrid(trx: Trx, id: number): Promise<boolean> {
  const { rows } = await sql<{ live: boolean }>`
    select retired_at is null as live from area where id = ${id}::int for no key update`.execute(trx)
  return rows[0]?.live === true
}

export type GridAssignment = Tenure & {
  id: number
  gridId: number
  operatorId: number
  code: string
  name: string
}

const ASSIGNMENT = sql`
  select assignment.id, grid_id as "gridId", operator_id as "operatorId", role, operator.code, operator.name,
    lower(valid)::text as "from", (upper(valid) - 1)::text as until
  from assignment join operator on operator.id = operator_id`

/** All assignments that a grid has or had. */
export async function readGridAssignments(trx: Trx, gridId: number): Promise<GridAssignment[]> {
  const { rows } = await sql<GridAssignment>`
    ${ASSIGNMENT} where grid_id = ${gridId}::int and not isempty(valid) order by lower(valid), assignment.id`.execute(
    trx,
  )
  return rows
}

export async function readAssignment(
  trx: Trx,
  operatorId: number,
  id: number,
): Promise<GridAssignment | null> {
  const { rows } = await sql<GridAssignment>`
    ${ASSIGNMENT} where assignment.id = ${id}::int and operator_id = ${operatorId}::int and not isempty(valid)`.execute(
    trx,
  )
  return rows[0] ?? null
}

export async function insertAssignment(
  trx: Trx,
  { operatorId, gridId, role, from, until }: Tenure & { operatorId: number; gridId: number },
): Promise<void> {
  await sql`
    insert into assignment (operator_id, grid_id, role, valid)
    values (${operatorId}::int, ${gridId}::int, ${role}, ${days(from, until)})`.execute(trx)
}

export async function updateAssignment(
  trx: Trx,
  id: number,
  { role, from, until }: { role: StaffRole; from: string; until: string | null },
): Promise<void> {
  await sql`
    update assignment set role = ${role}, valid = ${days(from, until)} where id = ${id}::int`.execute(trx)
}

export async function deleteAssignment(trx: Trx, id: number): Promise<void> {
  await trx.deleteFrom('assignment').where('id', '=', id).execute()
}

/** All assignments of somebody end on a day at the latest; those that begin later never were. Returns how many changed. */
export async function endAll(trx: Trx, operatorId: number, lastDay: string): Promise<number> {
  const gone = await sql`
    delete from assignment where operator_id = ${operatorId}::int and lower(valid) > ${lastDay}::text::date`.execute(
    trx,
  )
  const ended = await sql`
    update assignment set valid = daterange(lower(valid), ${lastDay}::text::date + 1)
    where operator_id = ${operatorId}::int and coalesce(upper(valid) > ${lastDay}::text::date + 1, true)`.execute(
    trx,
  )
  return Number(gone.numAffectedRows ?? 0) + Number(ended.numAffectedRows ?? 0)
}

function days(from: string, until: string | null) {
  return sql`daterange(${from}::text::date, ${until}::text::date + 1)`
}

/** Within the transaction: the ids of what a name stands for, null where it stands for nothing. */
export async function unitIdOf(trx: Trx, code: string): Promise<number | null> {
  const row = await trx
    .selectFrom('unit')
    .select('id')
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

/** An account, and the areas of which it is an operator. Others who want to link it wait until the transaction ends. */
export async function operatorAccount(
  trx: Trx,
  name: string,
): Promise<{ id: number; areaIds: number[] } | null> {
  await sql`select from account where name = ${name}::text for no key update`.execute(trx)
  const { rows } = await sql<{ id: number; areaIds: number[] }>`
    select account.id, coalesce(json_agg(grants.area_id) filter (where grants.role = 'operator'), '[]') as "areaIds"
    from account left join account_grant grants on grants.account_id = account.id
    where account.name = ${name}::text
    group by account.id`.execute(trx)
  return rows[0] ?? null
}
