import type { Db } from '../db/connect.ts'
import { lockSeconds } from '../domain/lock-out.ts'
import { CodedError } from '../errors.ts'
import { InTurn } from './in-turn.ts'
import { hashPassword, isPassword } from './password.ts'
import {
  createLinkedSession,
  createSession,
  readAccount,
  recordFailure,
  type Account,
  type Identity,
} from './queries.ts'
import { Strangers } from './strangers.ts'
import { hashToken, newToken } from './token.ts'

/** Of a password that nobody has: checked in place of an account that is not there, so that both take as long. */
const NOBODY = hashPassword('')

/** The door: tries passwords, for one name one after the other, so that many guesses at once are counted too. */
export class Door {
  readonly #db: Db
  readonly #turns = new InTurn()
  readonly #strangers = new Strangers()

  constructor(db: Db) {
    this.#db = db
  }

  /** Begins a session and returns its token. Throws wrong_credentials or locked. */
  signIn(name: string, password: string): Promise<string> {
    return this.#turns.run(name, () => this.#try(name, password))
  }

  /** Whether a password is right, counted and locked like signing in. Throws wrong_credentials or locked. */
  check(name: string, password: string): Promise<void> {
    return this.#turns.run(name, async () => void (await this.#know(name, password)))
  }

  /**
   * Begins a session for somebody whom their provider vouches for, and returns its token; null where no account is linked
   * to them. Throws locked, as with the right password.
   */
  async admit(identity: Identity): Promise<string | null> {
    const token = newToken()
    const isIn = await createLinkedSession(this.#db, identity, hashToken(token), ({ lockedUntil }) =>
      refuseLocked(lockedUntil?.getTime() ?? 0),
    )
    return isIn ? token : null
  }

  async #try(name: string, password: string): Promise<string> {
    const account = await this.#know(name, password)
    const token = newToken()
    if (await createSession(this.#db, account, hashToken(token))) return token
    throw new CodedError('wrong_credentials', 'There is no such account, or the password is wrong.')
  }

  /** The account that has this name and password. */
  async #know(name: string, password: string): Promise<Account> {
    const found = await readAccount(this.#db, name)
    // Where there is no password to guess, guessing locks nobody out: it is a name that nobody has.
    const account = found?.passwordHash == null ? null : found
    refuseLocked(account ? (account.lockedUntil?.getTime() ?? 0) : this.#strangers.lockedUntil(name))
    const isRight = await isPassword(password, account?.passwordHash ?? (await NOBODY))
    if (account && isRight) return account
    if (account) await recordFailure(this.#db, account.id, lockSeconds)
    else this.#strangers.recordFailure(name, Date.now())
    throw new CodedError('wrong_credentials', 'There is no such account, or the password is wrong.')
  }
}

function refuseLocked(lockedUntil: number): void {
  const seconds = Math.ceil((lockedUntil - Date.now()) / 1000)
  if (seconds > 0) {
    throw new CodedError('locked', `Too many wrong passwords: try again in ${seconds} s.`, { seconds })
  }
}
