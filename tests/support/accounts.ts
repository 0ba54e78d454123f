import { grant, insertAccount, type RoleAt } from '../../server/accounts/manage.ts'
import { hashPassword } from '../../server/accounts/password.ts'
import { createSession, readAccount } from '../../server/accounts/queries.ts'
import { csrfToken, hashToken, newToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'

export const PASSWORD = 'correct horse battery'

/** Reckoned once for all accounts of a test file: a hash is made to be slow. */
let hash: Promise<string> | null = null

/** A new account with these roles and the password of all, signed in: the headers of its requests. */
export async function signedIn(
  db: Db,
  name: string,
  [first, ...more]: readonly [RoleAt, ...RoleAt[]],
): Promise<{ cookie: string; csrf: string }> {
  const token = await signInNew(db, name, first)
  for (const role of more) await grant(db, name, role)
  return { cookie: `wangge=${token}`, csrf: csrfToken(token) }
}

/** The cookies of so many leaders who are signed in. */
export async function signedInMany(db: Db, count: number): Promise<string[]> {
  const cookies: string[] = []
  for (let i = 0; i < count; i += 1)
    cookies.push(`wangge=${await signInNew(db, `one-of-many-${i}`, { role: 'leader', area: null })}`)
  return cookies
}

/** The token of the session of a new account. */
async function signInNew(db: Db, name: string, role: RoleAt): Promise<string> {
  const passwordHash = await (hash ??= hashPassword(PASSWORD))
  await db.transaction().execute((trx) => insertAccount(trx, name, passwordHash, role))
  const token = newToken()
  await createSession(db, (await readAccount(db, name))!, hashToken(token))
  return token
}
