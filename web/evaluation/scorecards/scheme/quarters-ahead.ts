import { movedQuarter } from '../../../../server/domain/quarter-name.ts'
import type { QuarterItem } from '../../../../server/contract.ts'

/** Where a new scheme may begin, the last one first: after all that is closed, and the quarter to come. */
export function quartersAhead(quarters: readonly Pick<QuarterItem, 'quarter' | 'state'>[]): string[] {
  const closed = quarters.filter(({ state }) => state === 'closed').map(({ quarter }) => quarter)
  const lastClosed = closed.toSorted().at(-1) ?? ''
  const ahead = quarters.map(({ quarter }) => quarter).filter((quarter) => quarter > lastClosed)
  const newest = quarters
    .map(({ quarter }) => quarter)
    .toSorted()
    .at(-1)
  return newest === undefined ? [] : [movedQuarter(newest, 1), ...ahead]
}
