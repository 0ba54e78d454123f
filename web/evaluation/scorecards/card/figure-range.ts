import type { Scorecards } from '../../../../server/contract.ts'
import type { IndicatorName } from '../../../../server/domain/evaluation/indicators.ts'

/** The lowest and the highest share of an indicator that any of the level has or may have; from 0 to 1 where nobody has any. */
export function figureRange(cards: Scorecards, name: IndicatorName): { from: number; to: number } {
  const shares = cards.items.flatMap(({ figures }) => {
    const figure = figures.find(({ indicator }) => indicator === name)
    if (!figure || figure.denominator === 0) return []
    return [figure.share, figure.low, figure.high].filter((share) => share !== null)
  })
  if (shares.length === 0) return { from: 0, to: 1 }
  // Thousands of grids are more than a call takes as arguments.
  const from = shares.reduce((least, share) => Math.min(least, share), 1)
  const to = shares.reduce((most, share) => Math.max(most, share), 0)
  return from === to ? { from: 0, to: 1 } : { from, to }
}
