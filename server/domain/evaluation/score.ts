import type { Counts } from './counts.ts'
import { indicatorRule, type IndicatorName } from './indicators.ts'
import { shrink, type Shrunk } from './shrink.ts'
import type { WeighedIndicator } from './weigh.ts'

/** A figure of an area or a unit, and the points that it gives; those are null where the indicator is left out. */
export type ScoredFigure = Counts & { indicator: IndicatorName; shrunk: Shrunk | null; points: number | null }

export type Scored = {
  figures: ScoredFigure[]
  /** 0 to 100, or null where nothing that is scored was counted. */
  score: number | null
  /** By the variance of each share: figures are taken to be independent. */
  variance: number
}

/** The score of one: for each indicator its weight times the shrunken share, or what that lacks to 1 where lower is better. */
export function scoreOf(
  indicators: readonly WeighedIndicator[],
  countsOf: (name: IndicatorName) => Counts,
  shrinkKept: typeof shrink = shrink,
): Scored {
  let [score, variance, counted] = [0, 0, 0]
  const figures: ScoredFigure[] = []
  for (const { name, counts, leftOut, prior } of indicators) {
    if (leftOut === 'level') continue
    const own = countsOf(name)
    const shrunk = prior && shrinkKept(own, prior)
    if (leftOut !== null || shrunk === null) {
      figures.push({ indicator: name, ...own, shrunk, points: null })
      continue
    }
    const points = counts * (indicatorRule(name).better === 'higher' ? shrunk.share : 1 - shrunk.share)
    figures.push({ indicator: name, ...own, shrunk, points })
    score += points
    variance += counts ** 2 * shrunk.variance
    counted += own.denominator
  }
  return { figures, score: counted === 0 ? null : Math.min(100, Math.max(0, score)), variance }
}
