import type { Counts } from './counts.ts'
import { INDICATOR_NAMES, indicatorRule, type CardLevel, type IndicatorName } from './indicators.ts'
import { WHOLE, type Weights } from './scheme.ts'
import { priorOf, type Prior } from './shrink.ts'

/** Why an indicator gives no points: not known of this level, nobody was asked, nothing was counted, or the scheme says so. */
export type LeftOut = 'level' | 'noSurvey' | 'noData' | 'noWeight'

/** An indicator as it counts on a level in a quarter. */
export type WeighedIndicator = {
  name: IndicatorName
  weight: number
  /** Of 100 points, after those of what is left out were shared out in proportion. */
  counts: number
  leftOut: LeftOut | null
  prior: Prior | null
}

/** What each indicator counts on a level, by what was counted of all its areas or units. The ones not left out add up to 100. */
export function weighIndicators(
  level: CardLevel,
  weights: Weights,
  countsOf: (name: IndicatorName) => readonly Counts[],
): WeighedIndicator[] {
  const all = INDICATOR_NAMES.map((name): WeighedIndicator => {
    const weight = weights[name]
    const { levels, survey } = indicatorRule(name)
    if (!levels.includes(level)) return { name, weight, counts: 0, leftOut: 'level', prior: null }
    const prior = priorOf(countsOf(name))
    const leftOut = prior === null ? (survey ? 'noSurvey' : 'noData') : weight === 0 ? 'noWeight' : null
    return { name, weight, counts: 0, leftOut, prior }
  })
  const sum = all.reduce((total, { weight, leftOut }) => total + (leftOut === null ? weight : 0), 0)
  return all.map((indicator) =>
    indicator.leftOut === null ? { ...indicator, counts: (indicator.weight * WHOLE) / sum } : indicator,
  )
}
