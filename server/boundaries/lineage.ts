import type { Db } from '../db/connect.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { OUTSIDE } from '../domain/coverage/edit/operation.ts'
import { insertLineage, type LineageRow } from './publish-queries.ts'

/** What is left of an area must be more than what rounding leaves. */
const LEAST_SHARE = 1e-9

/**
 * Writes where the ground of each changed area went, what it kept among it: the shares of an area that ends or changes make
 * one whole.
 */
export async function writeLineage(
  trx: Db,
  release: number,
  { passages, areas }: Impact,
  idOf: (code: string) => number,
): Promise<void> {
  const rows: LineageRow[] = passages.map(({ from, to, shareOfArea, households, population }) => ({
    from: from === OUTSIDE ? null : idOf(from),
    to: to === OUTSIDE ? null : idOf(to),
    share: from === OUTSIDE ? null : shareOfArea,
    households: from === OUTSIDE ? null : households,
    population: from === OUTSIDE ? null : population,
  }))
  for (const { code, before, after } of areas) {
    if (!before || !after) continue
    const leaving = passages.filter(({ from }) => from === code)
    const coming = passages.some(({ to }) => to === code)
    if (leaving.length === 0 && !coming) continue
    const share = 1 - leaving.reduce((sum, { shareOfArea }) => sum + shareOfArea, 0)
    if (share < LEAST_SHARE) continue
    const left = (of: 'households' | 'population') =>
      before[of] === null ? null : before[of] - leaving.reduce((sum, passage) => sum + (passage[of] ?? 0), 0)
    const id = idOf(code)
    rows.push({ from: id, to: id, share, households: left('households'), population: left('population') })
  }
  await insertLineage(trx, release, rows)
}
