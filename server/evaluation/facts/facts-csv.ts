import { CSV_MARK, csvLine } from '../../csv-line.ts'
import type { FactsRow } from '../counting/read-facts.ts'

/** How codes are found for what a row has by its id. */
export type FactCodes = {
  area: (id: number) => string | null
  unit: (id: number) => string | null
}

type Value = string | number | boolean | null

/** The columns: what the indicators of a quarter are counted by; times are RFC 3339. */
const COLUMNS: Readonly<Record<string, (row: FactsRow, codes: FactCodes) => Value>> = {
  number: ({ number }) => number,
  area: ({ areaId }, codes) => (areaId === null ? null : codes.area(areaId)),
  unit: ({ unitId }, codes) => (unitId === null ? null : codes.unit(unitId)),
  state: ({ state }) => state,
  priority: ({ priority }) => priority,
  occurredAt: ({ occurredAt }) => time(occurredAt),
  dueAt: ({ dueAt }) => time(dueAt),
  closedAt: ({ closedAt }) => time(closedAt),
  rating: ({ rating }) => rating,
  located: ({ isLocated }) => isLocated,
  again: ({ again }) => again,
  dispatched: ({ dispatched }) => dispatched,
  returned: ({ returned }) => returned,
  extended: ({ extended }) => extended,
  suspended: ({ suspended }) => suspended,
  failures: ({ failures }) => failures,
  supervised: ({ supervised }) => supervised,
}

/** The facts of a quarter as comma separated values, a line an incident. */
export function factsCsv(rows: readonly FactsRow[], codes: FactCodes): string {
  const lines = rows.map((row) => csvLine(Object.values(COLUMNS).map((value) => value(row, codes))))
  return CSV_MARK + csvLine(Object.keys(COLUMNS)) + lines.join('')
}

function time(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
