import type { CardLevel } from '../domain/evaluation/indicators.ts'
import type { Scheme, Weights } from '../domain/evaluation/scheme.ts'
import type { Preview } from './contract.ts'
import type { Card } from './figure-schema.ts'
import type { Reckoning } from './reckoning.ts'

/** What other weights would make of the scores and ranks of a quarter as it is reckoned now. */
export async function previewWeights(
  reckoning: Reckoning,
  {
    quarter,
    level,
    scheme,
    weights,
  }: { quarter: string; level: CardLevel; scheme: Scheme; weights: Weights },
): Promise<Preview> {
  const before = await reckoning.level(level, scheme)
  const after = await reckoning.scoreWith(level, weights)
  const then = new Map(after.cards.map((card) => [card.code, card]))
  const items = before.cards.map((card) => {
    const { code, name, nameEn } = card
    return { code, name, nameEn, before: standing(card), after: standing(then.get(code)!) }
  })
  const moved = (item: Preview['items'][number]): number =>
    Math.abs((item.before.rank ?? 0) - (item.after.rank ?? 0))
  return {
    quarter,
    level,
    scheme: scheme.version,
    before: before.indicators,
    after: after.indicators,
    items: items.toSorted((a, b) => moved(b) - moved(a) || (a.code < b.code ? -1 : 1)),
  }
}

function standing({ score, rank, rankLow, rankHigh }: Card): Preview['items'][number]['before'] {
  return { score, rank, rankLow, rankHigh }
}
