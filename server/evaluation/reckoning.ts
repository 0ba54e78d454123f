import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { CountedWindow } from '../domain/evaluation/count-incident.ts'
import type { CardLevel } from '../domain/evaluation/indicators.ts'
import type { Scheme, Weights } from '../domain/evaluation/scheme.ts'
import { inTurns } from '../turns.ts'
import { readCounted, type CountedIncidentRow } from './counting/read-facts.ts'
import type { SurveyReader } from './counting/survey-counts.ts'
import { tallyCounty, type CountyTally, type UnitRow } from './counting/tally.ts'
import { readScoredUnits } from './queries.ts'
import { scoreLevel, type ScoredLevel } from './score-level.ts'

/** A quarter as it is reckoned from what is on file: what was counted, and scorecards of each level once they are asked for. */
export class Reckoning {
  readonly window: CountedWindow
  readonly index: AreaIndex
  readonly units: readonly UnitRow[]
  /** In the order of their ids. */
  readonly incidents: readonly CountedIncidentRow[]
  readonly tally: CountyTally
  readonly #levels = new Map<string, Promise<ScoredLevel>>()

  constructor(read: Pick<Reckoning, 'window' | 'index' | 'units' | 'incidents' | 'tally'>) {
    this.window = read.window
    this.index = read.index
    this.units = read.units
    this.incidents = read.incidents
    this.tally = read.tally
  }

  /** Scorecards of a level with the weights of a scheme. Whoever asks at the same time gets the same. */
  level(level: CardLevel, scheme: Scheme): Promise<ScoredLevel> {
    const key = `${level} ${scheme.version}`
    let scored = this.#levels.get(key)
    if (scored === undefined) this.#levels.set(key, (scored = this.scoreWith(level, scheme.weights)))
    return scored
  }

  /** The same with weights that are of no scheme yet. */
  scoreWith(level: CardLevel, weights: Weights): Promise<ScoredLevel> {
    const { county, levels } = this.tally
    return inTurns(scoreLevel(level, weights, { county, members: levels[level], asOf: this.window.asOf }))
  }
}

/** Counts a quarter in a transaction that sees the whole county. */
export async function reckonQuarter(
  trx: Db,
  { window, index, readSurveys }: { window: CountedWindow; index: AreaIndex; readSurveys: SurveyReader },
): Promise<Reckoning> {
  const units = await readScoredUnits(trx)
  const incidents = await readCounted(trx, window)
  const surveys = await readSurveys(trx, window)
  return new Reckoning({
    window,
    index,
    units,
    incidents,
    tally: tallyCounty(index, units, incidents, surveys),
  })
}
