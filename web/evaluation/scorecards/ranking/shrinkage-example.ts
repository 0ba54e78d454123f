import type { Card, Figure, Scorecards, ShownIndicator } from '../../../../server/contract.ts'

type Owned = { card: Card; figure: Figure }

/**
 * Two figures that show what shrinkage does: of the indicator that counts most and varies, the one over fewest and the one over
 * most; null where there are no two that differ.
 */
export function shrinkageExample(
  cards: Scorecards,
): { indicator: ShownIndicator; few: Owned; many: Owned } | null {
  const fit = cards.indicators
    .filter(
      ({ leftOut, county, strength }) =>
        leftOut === null && county !== null && strength !== null && Number.isFinite(strength),
    )
    .toSorted((a, b) => b.counts - a.counts)
  for (const indicator of fit) {
    const owned = cards.items
      .flatMap((card) => {
        const figure = card.figures.find((one) => one.indicator === indicator.name)
        return figure && figure.share !== null && figure.shrunk !== null ? [{ card, figure }] : []
      })
      .toSorted((a, b) => a.figure.denominator - b.figure.denominator)
    const [few, many] = [owned[0], owned.at(-1)]
    if (few && many && few.figure.denominator < many.figure.denominator) return { indicator, few, many }
  }
  return null
}
