import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import { readSetting } from '../db/settings.ts'
import type { Database } from '../db/types.ts'
import { DEMO_PASSWORD } from '../domain/demo-password.ts'
import { insertAccount } from './manage.ts'
import { hashPassword } from './password.ts'
import { newPassword } from './token.ts'

/**
 * Sees to it that somebody can sign in: with the demonstration county there are accounts to try for every role, without
 * it they go; and where nobody at all can sign in, one administrator is made, whose password is said this once.
 */
export async function prepareAccounts(
  db: Db,
  { demo, say }: { demo: boolean; say: (message: string) => void },
): Promise<void> {
  const first = await db.transaction().execute(async (trx) => {
    // Of two processes that start at once, the second finds what the first has made.
    await sql`lock table account in exclusive mode`.execute(trx)
    if (demo && (await readSetting(trx, 'demo')) === true) await addDemoAccounts(trx)
    else await trx.deleteFrom('account').where('demo', '=', true).execute()
    return (await isAnybody(trx)) ? null : addAdministrator(trx)
  })
  if (first === null) return
  say(`Nobody could sign in yet: there is now the administrator "admin" with the password ${first}`)
  say('It is shown only now. Change it: npm run wangge -- account password admin')
}

async function addAdministrator(trx: Transaction<Database>): Promise<string> {
  const password = newPassword()
  await insertAccount(trx, 'admin', await hashPassword(password), { role: 'administrator', area: null })
  return password
}

async function isAnybody(db: Db): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** The accounts that there are to be: one for each county's role and unit, and a manager and an operator for each township; the operator has somebody's real round. */
const WANTED = sql`
    with township as (
      select id, code from area where level = 'township' and retired_at is null
    ), round as (
      select distinct on (township.id) township.code, operator.id as operator_id
      from township
      join operator on operator.area_id = township.id
      join assignment on assignment.operator_id = operator.id
      group by township.id, township.code, operator.id
      order by township.id, count(*) desc, operator.id
    ), wanted (name, role, area_id, unit_id) as (
      values ('admin', 'administrator', null::int, null::int), ('leader', 'leader', null, null),
        ('dispatcher', 'dispatcher', null, null), ('supervisor', 'supervisor', null, null),
        ('analyst', 'analyst', null, null)
      union all select 'manager-' || lower(code), 'manager', id, null from township
      union all select 'operator-' || lower(round.code), 'operator', assignment.grid_id, null
        from round join assignment using (operator_id)
      union all select 'handler-' || code, 'handler', null, id from unit where demo and area_id is null
    )`

async function addDemoAccounts(trx: Transaction<Database>): Promise<void> {
  const { rows: missing } = await sql`
    ${WANTED} select from wanted where not exists (select from account where account.name = wanted.name) limit 1`.execute(
    trx,
  )
  // Hashing a password takes a tenth of a second, and every start but the first finds them all.
  if (missing.length > 0) await insertDemoAccounts(trx, await hashPassword(DEMO_PASSWORD))
  await linkDemoOperators(trx)
}

async function insertDemoAccounts(trx: Transaction<Database>, hash: string): Promise<void> {
  await sql`
    ${WANTED}, added as (
      insert into account (name, password_hash, demo)
      select distinct name, ${hash}::text, true from wanted
      on conflict (name) do nothing
      returning id, name
    )
    insert into account_grant (account_id, role, area_id, unit_id)
    select distinct added.id, wanted.role, wanted.area_id, wanted.unit_id from added join wanted using (name)`.execute(
    trx,
  )
}

/** The demo's accounts of operators sign in as those whose round they have; links that somebody made stay. */
async function linkDemoOperators(trx: Transaction<Database>): Promise<void> {
  await sql`
    with own as (
      select account.id as account_id, array_agg(grants.area_id order by grants.area_id) as grid_ids
      from account join account_grant grants on grants.account_id = account.id and grants.role = 'operator'
      where account.demo and not exists (select from operator where operator.account_id = account.id)
      group by account.id
    ), round as (
      select operator_id, array_agg(distinct grid_id order by grid_id) as grid_ids
      from assignment group by operator_id
    ), pair as (
      select own.account_id, min(operator.id) as operator_id
      from own join round using (grid_ids)
      join operator on operator.id = round.operator_id and operator.account_id is null
      group by own.account_id
    )
    update operator set account_id = pair.account_id from pair where operator.id = pair.operator_id`.execute(
    trx,
  )
}
