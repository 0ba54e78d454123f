import type { GridFact } from '../../commendations/sources.ts'
import type { Db } from '../../db/connect.ts'
import { OUTCOMES, type OutcomeName } from '../../domain/commendation/outcomes.ts'
import { readCounted, type CountedIncidentRow } from './read-facts.ts'

type Period = { from: number; to: number }

/**
 * What incidents of grids add to the outcomes that nominations name, by the formulas of the scorecards. Must be called in a
 * transaction that sees the whole county.
 */
export async function readGridFacts(
  trx: Db,
  { from, to, areaIds }: Period & { areaIds: readonly number[] | null },
): Promise<GridFact[]> {
  const rows = await readCounted(trx, { from, to, asOf: to }, areaIds)
  return toGridFacts(rows, to)
}

/** The same of incidents that were counted already, for a period that ends at `to`. */
export function toGridFacts(rows: readonly CountedIncidentRow[], to: number): GridFact[] {
  return rows.flatMap((row) => toFacts(row, to))
}

function toFacts(row: CountedIncidentRow, to: number): GridFact[] {
  const { id: incidentId, areaId, counts } = row
  if (areaId === null) return []
  return OUTCOMES.flatMap((outcome) => {
    const counted = counts[outcome]
    return counted ? [{ outcome, incidentId, areaId, at: timeOf(outcome, row, to), ...counted }] : []
  })
}

/** By which time it is somebody's: its deadline, its own, or its closing; a failure that is not closed yet, the period's end. */
function timeOf(
  outcome: OutcomeName,
  { occurredAt, dueAt, closedAt }: CountedIncidentRow,
  to: number,
): number {
  if (outcome === 'recurrence') return occurredAt
  return outcome === 'closing' ? dueAt! : Math.min(closedAt ?? to, to - 1)
}
