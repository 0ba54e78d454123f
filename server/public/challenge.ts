import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from '../db/connect.ts'
import { isSolution } from '../domain/public/proof-of-work.ts'
import { CodedError } from '../errors.ts'

/** How long a puzzle can be handed in. */
const VALID_MS = 30 * 60_000

export type Challenge = { challenge: string; bits: number; expiresAt: Date }

/** A puzzle and what solves it, as it is handed in. */
export type Proof = { challenge: string; answer: string }

/**
 * Puzzles that only we can make, and each of which is taken once by all processes of a database. They are kept nowhere until they are handed in.
 */
export class Challenges {
  readonly #db: Db
  readonly #bits: number
  #secret: string | null = null

  constructor(db: Db, bits: number) {
    this.#db = db
    this.#bits = bits
  }

  async make(now: number): Promise<Challenge> {
    const expiresAt = now + VALID_MS
    const content = `${randomBytes(12).toString('hex')}.${expiresAt.toString(36)}.${this.#bits}`
    const challenge = `${content}.${sign(content, await this.#readSecret())}`
    return { challenge, bits: this.#bits, expiresAt: new Date(expiresAt) }
  }

  /** Takes a solved puzzle, in the transaction of what it stands before. Throws proof_refused, also for one that was taken before. */
  async spend(trx: Db, { challenge, answer }: Proof, now: number): Promise<void> {
    const { id, expiresAt, bits } = this.#opened(challenge, await this.#readSecret())
    if (expiresAt < now) throw refused('The challenge has expired')
    if (!isSolution(challenge, bits, answer)) throw refused('The answer does not solve the challenge')
    await trx.deleteFrom('spent_challenge').where('expires_at', '<', new Date(now)).execute()
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('spent_challenge')
      .values({ id, expires_at: new Date(expiresAt) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) throw refused('The challenge was handed in before')
  }

  #opened(challenge: string, secret: string): { id: string; expiresAt: number; bits: number } {
    const [id = '', expires = '', bits = '', signature = ''] = challenge.split('.')
    const expected = Buffer.from(sign(`${id}.${expires}.${bits}`, secret))
    const given = Buffer.from(signature)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw refused('The challenge is none of ours')
    return { id, expiresAt: Number.parseInt(expires, 36), bits: Number(bits) }
  }

  async #readSecret(): Promise<string> {
    if (this.#secret !== null) return this.#secret
    // Of two processes the first that needs it makes it.
    await this.#db
      .insertInto('challenge_secret')
      .values({ secret: randomBytes(32).toString('hex') })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { secret } = await this.#db
      .selectFrom('challenge_secret')
      .select('secret')
      .executeTakeFirstOrThrow()
    this.#secret = secret
    return secret
  }
}

function sign(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url')
}

function refused(why: string): CodedError {
  return new CodedError('proof_refused', `${why}: ask for another one.`)
}
