import { sql } from 'kysely'
import { takeLock } from '../../db/advisory-lock.ts'
import type { Db } from '../../db/connect.ts'

const DAY_MS = 86_400_000

/**
 * Makes the parts of the table of positions that days (UTC) need. Each is made once in the life of a process; making one locks the
 * whole table for a moment, so it happens in a transaction of its own, and that of the next day by a job before anybody waits.
 */
export class PositionDays {
  readonly #db: Db
  readonly #made = new Set<string>()

  constructor(db: Db) {
    this.#db = db
  }

  /** Sees to it that positions of these moments (milliseconds) can be kept. */
  async ensure(moments: readonly number[]): Promise<void> {
    const days = new Set(
      moments.map((ms) => new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString().slice(0, 10)),
    )
    for (const day of days) {
      if (this.#made.has(day)) continue
      await this.#db.transaction().execute(async (trx) => {
        await takeLock(trx, 'positions')
        await sql`select make_position_day(${day}::text::date)`.execute(trx)
      })
      this.#made.add(day)
    }
  }
}
