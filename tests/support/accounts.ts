import { addAccount, grant, type RoleAt } from '../../server/accounts/manage.ts'
import { Door } from '../../server/accounts/sign-in.ts'
import { csrfToken } from '../../server/accounts/token.ts'
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
