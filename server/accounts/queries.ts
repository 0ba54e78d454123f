import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Role } from '../domain/role.ts'
import { ABSOLUTE_MS, IDLE_MS } from '../domain/session-age.ts'

export type Grant = { role: Role; areaId: number | null }

export type Account = {
  id: number
  name: string
  passwordHash: string
  failures: number
  lockedUntil: Date | null
}

export async function readAccount(db: Db, name: string): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'name', 'password_hash as passwordHash', 'failures', 'locked_until as lockedUntil'])
    .where('name', '=', name)
    .executeTakeFirst()
  return row ?? null
}

/** Counts a wrong password and locks the account for so many seconds; 0 locks nothing. */
export async function recordFailure(db: Db, accountId: number, seconds: number): Promise<void> {
  await sql`
    update account
    set failures = failures + 1,
        locked_until = case when ${seconds}::int > 0 then now() + make_interval(secs => ${seconds}::int) end
    where id = ${accountId}`.execute(db)
}

/** Begins a session: the right password was given. */
export async function createSession(db: Db, accountId: number, tokenHash: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('account')
      .set({ failures: 0, locked_until: null })
      .where('id', '=', accountId)
      .execute()
    await trx.insertInto('session').values({ token_hash: tokenHash, account_id: accountId }).execute()
    // Sessions that nobody came back to would stay for ever.
    await sql`
      delete from session
      where seen_at < now() - make_interval(secs => ${IDLE_MS / 1000}::int)
        or created_at < now() - make_interval(secs => ${ABSOLUTE_MS / 1000}::int)`.execute(trx)
  })
}

export type Session = {
  accountId: number
  name: string
  createdAt: Date
  seenAt: Date
  grants: Grant[]
}

export async function readSession(db: Db, tokenHash: string): Promise<Session | null> {
  const { rows } = await sql<Session>`
    select account.id as "accountId", account.name, session.created_at as "createdAt", session.seen_at as "seenAt",
      coalesce((
        select json_agg(json_build_object('role', role, 'areaId', area_id) order by id)
        from account_grant where account_id = account.id), '[]') as grants
    from session join account on account.id = session.account_id
    where session.token_hash = ${tokenHash}`.execute(db)
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
  demo: boolean
  sessions: number
}

/** Every account with its grants, one row a grant. `area` is a code; null: the whole county. */
export async function listAccounts(db: Db): Promise<ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`
    select account.name, grants.role, area.code as area, account.demo,
      (select count(*)::int from session where session.account_id = account.id) as sessions
    from account
    left join account_grant grants on grants.account_id = account.id
    left join area on area.id = grants.area_id
    order by account.name, grants.id`.execute(db)
  return rows
}
