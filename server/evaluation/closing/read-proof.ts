import type { Db } from '../../db/connect.ts'
import { CARD_LEVELS, type CardLevel } from '../../domain/evaluation/indicators.ts'
import { readSchemes } from '../queries.ts'
import type { ScoredLevel } from '../score-level.ts'
import { readClosing, readFrozenIncidents, readFrozenLevel } from './frozen-queries.ts'
import { proofText } from './proof.ts'
import { readStaffing } from './staffing-queries.ts'

/** The text that the hash of a closing is of, made again from the rows; null where the quarter is not closed. In a transaction that sees the county. */
export async function readProof(trx: Db, quarter: string): Promise<string | null> {
  const found = await readClosing(trx, quarter)
  if (found === null) return null
  const { from, to, hash: _hash, ...closing } = found
  const scheme = (await readSchemes(trx)).find(({ version }) => version === closing.scheme)
  if (scheme === undefined) throw new Error(`The scheme ${closing.scheme} of ${quarter} is missing.`)
  const levels = {} as Record<CardLevel, ScoredLevel>
  for (const level of CARD_LEVELS) levels[level] = await readFrozenLevel(trx, quarter, level)
  const incidents = await readFrozenIncidents(trx, quarter)
  const staffing = await readStaffing(trx, quarter)
  return proofText({ closing, from, to, scheme, levels, incidents, staffing })
}
