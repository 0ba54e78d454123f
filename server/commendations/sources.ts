import type { Db } from '../db/connect.ts'
import type { OutcomeFact } from '../domain/commendation/outcomes.ts'

/** A fact of an incident in a grid; `at`: the instant by which it belongs to the period, in milliseconds since 1970. */
export type GridFact = OutcomeFact & { areaId: number; at: number }

/** What a township or a unit came to in a quarter. */
export type Scorecard = {
  isClosed: boolean
  score: number | null
  items: { name: string; numerator: number; denominator: number }[]
}

/** What a nomination names comes from the evaluation, which counts it once for all (app.ts). */
export type OutcomeSources = {
  /** Facts of incidents in these grids whose time lies in [from, to), in a transaction that sees them. */
  readFacts: (
    trx: Db,
    period: { from: number; to: number; areaIds: readonly number[] },
  ) => Promise<GridFact[]>
  /** Null: it has none in that quarter. */
  readScorecard: (
    db: Db,
    about: { quarter: string; level: 'township' | 'unit'; code: string },
  ) => Promise<Scorecard | null>
  isClosed: (db: Db, quarter: string) => Promise<boolean>
}
