import type { Db } from '../../db/connect.ts'
import { readClosing, readFrozenCard } from './frozen-queries.ts'

export async function isQuarterClosed(db: Db, quarter: string): Promise<boolean> {
  return (await readClosing(db, quarter)) !== null
}

/** What a township or a unit came to in a closed quarter: its score, and each figure. Null where it has no frozen scorecard. */
export async function readClosedCard(
  db: Db,
  { quarter, level, code }: { quarter: string; level: 'township' | 'unit'; code: string },
): Promise<{
  isClosed: boolean
  score: number | null
  items: { name: string; numerator: number; denominator: number }[]
} | null> {
  const card = await readFrozenCard(db, quarter, level, code)
  return (
    card && {
      isClosed: true,
      score: card.score,
      items: card.figures.map(({ indicator, numerator, denominator }) => ({
        name: indicator,
        numerator,
        denominator,
      })),
    }
  )
}
