import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import type { Quarter } from '../domain/quarter.ts'
import type { ColumnCache, Snapshot } from '../incidents/column-cache.ts'
import type { SurveyReader } from './counting/survey-counts.ts'
import { reckonQuarter, type Reckoning } from './reckoning.ts'

/** So long an answer is trusted while no incident changed, for what is overdue or was answered in a survey meanwhile. */
const TRUST_MILLISECONDS = 20_000
const MOST_QUARTERS = 6

type Kept = { of: Snapshot; madeAt: number; reckoning: Promise<Reckoning> }

/** Quarters as they are now, reckoned once for all who ask until an incident changes. */
export class ReckoningCache {
  readonly #db: Db
  readonly #columns: ColumnCache
  readonly #readSurveys: SurveyReader
  readonly #kept = new Map<string, Kept>()

  constructor(db: Db, columns: ColumnCache, readSurveys: SurveyReader) {
    this.#db = db
    this.#columns = columns
    this.#readSurveys = readSurveys
  }

  /** `now` in milliseconds since 1970. */
  async get(quarter: Quarter, now: number): Promise<Reckoning> {
    const of = await this.#columns.current()
    const known = this.#kept.get(quarter.name)
    if (known?.of === of && now - known.madeAt < TRUST_MILLISECONDS) return known.reckoning
    const window = { from: quarter.from, to: quarter.to, asOf: Math.min(now, quarter.to) }
    const reckoning = readInScope(this.#db, 'county', (trx) =>
      reckonQuarter(trx, { window, index: of.areas, readSurveys: this.#readSurveys }),
    )
    this.#keep(quarter.name, { of, madeAt: now, reckoning })
    return reckoning
  }

  #keep(name: string, kept: Kept): void {
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    kept.reckoning.catch(() => this.#kept.get(name) === kept && this.#kept.delete(name))
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_QUARTERS) return
      this.#kept.delete(oldest)
    }
  }
}
