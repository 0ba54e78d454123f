import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { StaffRole } from '../domain/staffing/assignment.ts'
import type { Qualification } from './operator-schema.ts'

/** Days are YYYY-MM-DD; `until` is the last day. */
export type HeldAssignment = {
  id: number
  gridId: number
  role: StaffRole
  from: string
  until: string | null
}

export type OperatorRow = {
  id: number
  code: string
  name: string
  areaId: number
  accountId: number | null
  account: string | null
  unit: { code: string; name: string; nameEn: string | null } | null
  phone: string | null
  lastDay: string | null
  assignments: HeldAssignment[]
  qualifications: Qualification[]
}

/** Operators by code, with the assignments that are not over on a day, in one statement: of one moment. */
export async function readOperators(db: Db, today: string, id: number | null = null): Promise<OperatorRow[]> {
  const { rows } = await sql<OperatorRow>`
    select operator.id, operator.code, operator.name, operator.area_id as "areaId",
      operator.account_id as "accountId", account.name as account, operator.phone, operator.left_at::text as "lastDay",
      case when unit.id is not null
        then json_build_object('code', unit.code, 'name', unit.name, 'nameEn', unit.name_en) end as unit,
      coalesce(held.items, '[]') as assignments, coalesce(learnt.items, '[]') as qualifications
    from operator
    left join account on account.id = operator.account_id
    left join unit on unit.id = operator.unit_id
    left join (
      select operator_id, json_agg(json_build_object('id', id, 'gridId', grid_id, 'role', role,
        'from', lower(valid)::text, 'until', (upper(valid) - 1)::text) order by lower(valid), id) as items
      from assignment
      where not isempty(valid) and coalesce(upper(valid) > ${today}::text::date, true)
        and (${id}::int is null or operator_id = ${id}::int)
      group by operator_id
    ) held on held.operator_id = operator.id
    left join (
      select operator_id, json_agg(json_build_object('id', id, 'kind', kind, 'name', name,
        'obtainedOn', obtained_on::text, 'expiresOn', expires_on::text) order by obtained_on desc, id desc) as items
      from qualification
      where ${id}::int is null or operator_id = ${id}::int
      group by operator_id
    ) learnt on learnt.operator_id = operator.id
    where ${id}::int is null or operator.id = ${id}::int
    order by operator.code`.execute(db)
  return rows
}

/** By grid, the last day before `today` on which somebody led or covered it. */
export async function readLastDays(db: Db, today: string): Promise<Map<number, string>> {
  const { rows } = await sql<{ gridId: number; day: string }>`
    select grid_id as "gridId", (max(upper(valid)) - 1)::text as day
    from assignment
    where role in ('lead', 'cover') and upper(valid) <= ${today}::text::date
    group by grid_id`.execute(db)
  return new Map(rows.map(({ gridId, day }) => [gridId, day]))
}

/** The operator that an account is linked to; null: none. */
export async function readOwnId(db: Db, accountId: number): Promise<number | null> {
  const row = await db
    .selectFrom('operator')
    .select('id')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Accounts with the role of operator that no operator is linked to, with the areas of that role. */
export async function readFreeAccounts(db: Db): Promise<{ name: string; areaIds: number[] }[]> {
  const { rows } = await sql<{ name: string; areaIds: number[] }>`
    select account.name, json_agg(grants.area_id) as "areaIds"
    from account join account_grant grants on grants.account_id = account.id and grants.role = 'operator'
    where not exists (select from operator where account_id = account.id)
    group by account.name order by account.name`.execute(db)
  return rows
}
