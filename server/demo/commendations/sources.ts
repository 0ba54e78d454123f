import type { GridFact, OutcomeSources } from '../../commendations/sources.ts'
import { isQuarterClosed, readClosedCard } from '../../evaluation/closing/closed-card.ts'
import { readGridFacts } from '../../evaluation/counting/grid-facts.ts'

/** What nominations of the demonstration county name: each quarter is counted once for all of them. */
export function demoSources(): OutcomeSources {
  const counted = new Map<number, Promise<GridFact[]>>()
  return {
    readFacts: async (trx, { from, to, areaIds }) => {
      if (!counted.has(from)) counted.set(from, readGridFacts(trx, { from, to, areaIds: null }))
      const wanted = new Set(areaIds)
      return (await counted.get(from)!).filter(({ areaId }) => wanted.has(areaId))
    },
    readScorecard: readClosedCard,
    isClosed: isQuarterClosed,
  }
}
