import type { Db } from '../db/connect.ts'
import type { CardLevel } from '../domain/evaluation/indicators.ts'
import { schemeFor, type Scheme } from '../domain/evaluation/scheme.ts'
import type { Quarter } from '../domain/quarter.ts'
import { readClosing, readFrozenLevel, readFrozenParents, type ClosingRow } from './closing/frozen-queries.ts'
import { readSchemes } from './queries.ts'
import type { ReckoningCache } from './reckoning-cache.ts'
import type { ScoredLevel } from './score-level.ts'

/** A quarter as it is shown: frozen, or as it stands now. */
export type QuarterView = {
  quarter: Quarter
  closing: ClosingRow | null
  scheme: Scheme
  release: number
  asOf: number
  level: (level: CardLevel) => Promise<ScoredLevel>
  /** For every area the code of the one above. */
  parents: () => Promise<ReadonlyMap<string, string | null>>
}

export async function viewQuarter(
  { db, reckonings }: { db: Db; reckonings: ReckoningCache },
  quarter: Quarter,
  now: number,
): Promise<QuarterView> {
  const [closing, schemes] = [await readClosing(db, quarter.name), await readSchemes(db)]
  if (closing !== null) {
    return {
      quarter,
      closing,
      scheme: schemes.find(({ version }) => version === closing.scheme)!,
      release: closing.release,
      asOf: Date.parse(closing.closedAt),
      level: (level) => readFrozenLevel(db, quarter.name, level),
      parents: () => readFrozenParents(db, quarter.name),
    }
  }
  const scheme = schemeFor(quarter.name, schemes)
  const reckoning = await reckonings.get(quarter, now)
  const { township, village, grid } = reckoning.tally.levels
  return {
    quarter,
    closing: null,
    scheme,
    release: reckoning.index.release,
    asOf: reckoning.window.asOf,
    level: (level) => reckoning.level(level, scheme),
    parents: async () =>
      new Map([...township, ...village, ...grid].map(({ code, parent }) => [code, parent])),
  }
}

/** Whether a code is another one, or stands below it. */
export function standsIn(
  code: string | null,
  area: string,
  parents: ReadonlyMap<string, string | null>,
): boolean {
  for (let at = code; at !== null; at = parents.get(at) ?? null) if (at === area) return true
  return false
}
