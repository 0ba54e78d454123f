import type { Db } from '../../db/connect.ts'
import { CARD_LEVELS, type CardLevel } from '../../domain/evaluation/indicators.ts'
import { schemeFor } from '../../domain/evaluation/scheme.ts'
import type { Quarter } from '../../domain/quarter.ts'
import { localDate } from '../../domain/local-date.ts'
import type { Closing } from '../figure-schema.ts'
import { readSchemes } from '../queries.ts'
import type { Reckoning } from '../reckoning.ts'
import type { ScoredLevel } from '../score-level.ts'
import { countsToText } from './counts-text.ts'
import { writeRecord } from './frozen-queries.ts'
import { hashOf, proofText, type FrozenIncident, type QuarterRecord } from './proof.ts'
import { staffingOf, type StaffReader } from './staffing.ts'
import { writeStaffing } from './staffing-queries.ts'

export type Freezing = {
  quarter: Quarter
  by: string
  at: number
  note: string
  demo?: boolean
  /** Who looked after grids on the day of `at`. */
  readStaff: StaffReader
  offsetMs: (ms: number) => number
}

/** Freezes a quarter as it was reckoned in the same transaction: figures, scheme, boundaries, the incidents behind them, and the staffing. */
export async function freezeQuarter(
  trx: Db,
  reckoning: Reckoning,
  { quarter, by, at, note, demo = false, readStaff, offsetMs }: Freezing,
): Promise<Closing> {
  const scheme = schemeFor(quarter.name, await readSchemes(trx))
  const levels = {} as Record<CardLevel, ScoredLevel>
  for (const level of CARD_LEVELS) levels[level] = await reckoning.level(level, scheme)
  const incidents = frozenIncidents(reckoning)
  const staffing = staffingOf(reckoning.index, await readStaff(trx, localDate(at, offsetMs)))
  const record: QuarterRecord = {
    closing: {
      quarter: quarter.name,
      closedAt: new Date(at).toISOString(),
      closedBy: by,
      note,
      scheme: scheme.version,
      release: reckoning.index.release,
      incidents: incidents.length,
    },
    from: new Date(quarter.from).toISOString(),
    to: new Date(quarter.to).toISOString(),
    scheme,
    levels,
    incidents,
    staffing,
  }
  const hash = hashOf(proofText(record))
  await writeRecord(trx, record, { hash, demo })
  await writeStaffing(trx, quarter.name, staffing)
  return { ...record.closing, hash }
}

/** The incidents of a reckoning as they would be frozen: by codes, which are never used again. */
export function frozenIncidents({ incidents, index, units }: Reckoning): FrozenIncident[] {
  const unitCodes = new Map(units.map(({ id, code }) => [id, code]))
  return incidents.map(({ id, number, areaId, unitId, counts }) => ({
    id,
    number,
    area: areaId === null ? null : (index.heirOf(areaId)?.code ?? null),
    unit: unitId === null ? null : (unitCodes.get(unitId) ?? null),
    counts: countsToText(counts),
  }))
}
