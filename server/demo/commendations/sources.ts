import type { OutcomeSources } from '../../commendations/sources.ts'
import { isQuarterClosed, readClosedCard } from '../../evaluation/closing/closed-card.ts'
import { readGridFacts, toGridFacts } from '../../evaluation/counting/grid-facts.ts'
import type { CountedQuarters } from '../evaluation/close-quarters.ts'

/** What nominations of the demonstration county name, of quarters that were counted when they were closed. */
export function demoSources(counted: CountedQuarters): OutcomeSources {
  return {
    readFacts: async (trx, { from, to, areaIds }) => {
      const rows = counted.get(from)
      if (rows === undefined) return readGridFacts(trx, { from, to, areaIds })
      const wanted = new Set(areaIds)
      return toGridFacts(
        rows.filter(({ areaId }) => areaId !== null && wanted.has(areaId)),
        to,
      )
    },
    readScorecard: readClosedCard,
    isClosed: isQuarterClosed,
  }
}
