import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Role } from '../domain/role.ts'
import { ABSOLUTE_MS, IDLE_MS } from '../domain/session-age.ts'

type GrantedUnit = { id: number; code: string; name: string; nameEn: string | null }

/** Neither area nor unit: for the whole county. */
export type Grant = { role: Role; areaId: number | null; unit: GrantedUnit | null }

export type Account = {
  id: number
  name: string
  /** Null: signs in elsewhere only. */
  passwordHash: string | null
  lockedUntil: Date | null
}

export async function readAccount(db: Db, name: string): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'password_hash as passwordHash', 'locked_until as lockedUntil'])
    .where('name', '=', name)
    .executeTakeFirst()
  return row ?? null
}

/** Counts a wrong password; after so many in a row that `lockSeconds` says so, the account is locked. */
export async function recordFailure(
  db: Db,
  accountId: number,
  lockSeconds: (failures: number) => number,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('account')
      .set((e) => ({ failures: e('failures', '+', 1) }))
      .where('id', '=', accountId)
      .returning('failures')
      .executeTakeFirst()
    const seconds = lockSeconds(row?.failures ?? 0)
    if (seconds === 0) return
    await sql`
      update account set locked_until = now() + make_interval(secs => ${seconds}::int)
      where id = ${accountId}`.execute(trx)
  })
}

/**
 * Begins a session for whoever gave the password with this hash; false when it is another one by now: a new password
 * ends all sessions, also those that were about to begin.
 */
export async function createSession(
  db: Db,
  { id: accountId, passwordHash }: Account,
  tokenHash: string,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('account')
      .set({ failures: 0, locked_until: null })
      .where('id', '=', accountId)
      .where('password_hash', '=', passwordHash)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await insertSession(trx, accountId, tokenHash)
    return true
  })
}

/** Somebody at a provider of OpenID Connect, who stays the same whatever they are called. */
export type Identity = { issuer: string; subject: string }

/**
 * Begins a session for the account that is linked to somebody; false when none is, or no more: whoever undoes the link ends
 * the sessions, also one that was about to begin. `check` may throw; then there is none either.
 */
export async function createLinkedSession(
  db: Db,
  { issuer, subject }: Identity,
  tokenHash: string,
  check: (account: { lockedUntil: Date | null }) => void,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom('account_openid')
      .innerJoin('account', 'account.id', 'account_openid.account_id')
      .select(['account.id', 'account.locked_until as lockedUntil'])
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .forUpdate('account_openid')
      .executeTakeFirst()
    if (!account) return false
    check(account)
    await insertSession(trx, account.id, tokenHash)
    return true
  })
}

async function insertSession(trx: Db, accountId: number, tokenHash: string): Promise<void> {
  await trx.insertInto('session').values({ token_hash: tokenHash, account_id: accountId }).execute()
  // Sessions that nobody came back to would stay for ever.
  await sql`
    delete from session
    where seen_at < now() - make_interval(secs => ${IDLE_MS / 1000}::int)
      or created_at < now() - make_interval(secs => ${ABSOLUTE_MS / 1000}::int)`.execute(trx)
}

export type Session = {
  accountId: number
  name: string
  hasPassword: boolean
  createdAt: Date
  seenAt: Date
  grants: Grant[]
}

/**
 * The grants of the account in scope, as JSON: those that were given, and operator for the grids that its operator looks after
 * today, by the days of the time zone.
 */
const grantsToday = (timeZone: string) => sql`coalesce((
    select json_agg(json_build_object('role', role, 'areaId', held.area_id, 'unit',
      case when unit.id is not null then
        json_build_object('id', unit.id, 'code', unit.code, 'name', unit.name, 'nameEn', unit.name_en) end)
      order by held.id, held.area_id)
    from (
      select id, role, area_id, unit_id from account_grant where account_id = account.id
      union all
      select distinct null::int, 'operator', grid_id, null::int
      from operator join assignment on assignment.operator_id = operator.id
      where operator.account_id = account.id and left_at is null
        and valid @> (now() at time zone ${timeZone}::text)::date
        and not exists (
          select from account_grant
          where account_id = account.id and role = 'operator' and area_id = assignment.grid_id)
    ) held left join unit on unit.id = held.unit_id), '[]')`

export async function readSession(db: Db, tokenHash: string, timeZone: string): Promise<Session | null> {
  const { rows } = await sql<Session>`
    select account.id as "accountId", account.name, password_hash is not null as "hasPassword",
      session.created_at as "createdAt", session.seen_at as "seenAt", ${grantsToday(timeZone)} as grants
    from session join account on account.id = session.account_id
    where session.token_hash = ${tokenHash}`.execute(db)
  return rows[0] ?? null
}

/** The account that a program's token stands for, and whether it may change anything; null once it has expired. */
export async function readApiToken(
  db: Db,
  tokenHash: string,
  timeZone: string,
): Promise<{ accountId: number; name: string; canWrite: boolean; grants: Grant[] } | null> {
  const { rows } = await sql<{ accountId: number; name: string; canWrite: boolean; grants: Grant[] }>`
    select account.id as "accountId", account.name, api_token.can_write as "canWrite", ${grantsToday(timeZone)} as grants
    from api_token join account on account.id = api_token.account_id
    where api_token.token_hash = ${tokenHash} and expires_at > now()`.execute(db)
  return rows[0] ?? null
}

export async function touchSession(db: Db, tokenHash: string): Promise<void> {
  await sql`update session set seen_at = now() where token_hash = ${tokenHash}`.execute(db)
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
}

export type ListedAccount = {
  name: string
  role: Role | null
  area: string | null
  unit: { code: string; name: string; nameEn: string | null } | null
  demo: boolean
  sessions: number
  hasPassword: boolean
  /** How its owner signs in elsewhere: what the provider must call them, and whether they came already; null: not at all. */
  openId: { claimed: string; bound: boolean } | null
}

/** Every account with its grants, one row a grant. `area` is a code; neither area nor unit: the whole county. */
export async function listAccounts(db: Db): Promise<ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`
    select account.name, grants.role, area.code as area, account.demo, password_hash is not null as "hasPassword",
      case when link.claimed is not null
        then json_build_object('claimed', link.claimed, 'bound', link.bound_at is not null) end as "openId",
      case when unit.id is not null
        then json_build_object('code', unit.code, 'name', unit.name, 'nameEn', unit.name_en) end as unit,
      (select count(*)::int from session where session.account_id = account.id) as sessions
    from account
    left join account_openid link on link.account_id = account.id
    left join account_grant grants on grants.account_id = account.id
    left join area on area.id = grants.area_id
    left join unit on unit.id = grants.unit_id
    order by account.name, grants.id`.execute(db)
  return rows
}
