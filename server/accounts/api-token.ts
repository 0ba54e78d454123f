import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { sql } from 'kysely'
import { hashToken, newToken } from './token.ts'

const LONGEST_DAYS = 366

/** Makes a token for a program that acts as an account; it is told this once. Throws a StartError in plain words. */
export async function addToken(
  db: Db,
  account: string,
  { label, days, canWrite }: { label: string; days: number; canWrite: boolean },
): Promise<string> {
  if (label.trim() === '' || label.length > 100)
    throw new StartError('A token needs a label of 1 to 100 characters, to be known by.')
  if (!(Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS)) {
    throw new StartError(`--days must be a whole number from 1 to ${LONGEST_DAYS}, but it is ${days}.`)
  }
  const token = `wg_${newToken()}`
  const { numAffectedRows } = await sql`
    insert into api_token (account_id, label, token_hash, can_write, expires_at)
    select id, ${label.trim()}, ${hashToken(token)}, ${canWrite}::boolean, now() + make_interval(days => ${days}::int)
    from account where name = ${account}`.execute(db)
  if (numAffectedRows === 0n) throw new StartError(`There is no account "${account}".`)
  return token
}

export type ListedToken = { id: number; account: string; label: string; canWrite: boolean; expiresAt: Date }

/** The tokens that still open something. */
export async function listTokens(db: Db): Promise<ListedToken[]> {
  const { rows } = await sql<ListedToken>`
    select api_token.id, account.name as account, label, can_write as "canWrite", expires_at as "expiresAt"
    from api_token join account on account.id = api_token.account_id
    where expires_at > now() order by account.name, api_token.id`.execute(db)
  return rows
}

export async function removeToken(db: Db, id: number): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('api_token').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) throw new StartError(`There is no token ${id}.`)
}
