import { addAccount, grant, insertAccount, type RoleAt } from '../../server/accounts/manage.ts'
import { Door } from '../../server/accounts/sign-in.ts'
import { hashPassword } from '../../server/accounts/password.ts'
import { createSession, readAccount } from '../../server/accounts/queries.ts'
import { csrfToken, hashToken, newToken } from '../../server/accounts/token.ts'
import type { Db } from '../../server/db/connect.ts'

export const PASSWORD = 'correct horse battery'

/** A new account with these roles, signed in: the headers of its requests. */
export async function signedIn(
  db: Db,
  name: string,
  roles: readonly [RoleAt, ...RoleAt[]],
): Promise<{ cookie: string; csrf: string }> {
  const [first, ...more] = roles
  await addAccount(db, name, PASSWORD, first)
  for (const role of more) await grant(db, name, role)
  const token = await new Door(db).signIn(name, PASSWORD)
  return { cookie: `wangge=${token}`, csrf: csrfToken(token) }
}

/** The cookies of so many leaders who are signed in, made faster than one by one: they share a password. */
export async function signedInMany(db: Db, count: number): Promise<string[]> {
  const hash = await hashPassword(PASSWORD)
  const cookies: string[] = []
  for (let i = 0; i < count; i += 1) {
    const name = `one-of-many-${i}`
    await db.transaction().execute((trx) => insertAccount(trx, name, hash, { role: 'leader', area: null }))
    const token = newToken()
    await createSession(db, (await readAccount(db, name))!, hashToken(token))
    cookies.push(`wangge=${token}`)
  }
  return cookies
}
