import type { Db } from '../db/connect.ts'
import { lockSeconds } from '../domain/lock-out.ts'
import { CodedError } from '../errors.ts'
import { hashPassword, isPassword } from './password.ts'
import { createSession, readAccount, recordFailure } from './queries.ts'
import { hashToken, newToken } from './token.ts'

/** Of a password that nobody has: checked in place of an account that is not there, so that both take as long. */
const NOBODY = hashPassword('')

/** Begins a session and returns its token. Throws wrong_credentials or locked. */
export async function signIn(db: Db, name: string, password: string): Promise<string> {
  const account = await readAccount(db, name)
  const lockedFor = account?.lockedUntil ? account.lockedUntil.getTime() - Date.now() : 0
  if (lockedFor > 0) {
    const seconds = Math.ceil(lockedFor / 1000)
    throw new CodedError('locked', `Too many wrong passwords: try again in ${seconds} s.`, { seconds })
  }
  const isRight = await isPassword(password, account?.passwordHash ?? (await NOBODY))
  if (account === null || !isRight) {
    if (account) await recordFailure(db, account.id, lockSeconds(account.failures + 1))
    throw new CodedError('wrong_credentials', 'There is no such account, or the password is wrong.')
  }
  const token = newToken()
  await createSession(db, account.id, hashToken(token))
  return token
}
