import { CSV_MARK, csvLine } from '../../csv-line.ts'
import type { Incident } from '../contract.ts'

/** The columns, as the API names them; times are RFC 3339. */
const COLUMNS = [
  'number',
  'title',
  'category',
  'state',
  'priority',
  'source',
  'address',
  'area',
  'unit',
  'lon',
  'lat',
  'occurredAt',
  'reportedAt',
  'dueAt',
  'closedAt',
] as const satisfies readonly (keyof Incident)[]

/** Comma separated values. */
export async function* csvOf(pages: AsyncIterable<readonly Incident[]>): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(COLUMNS)
  for await (const incidents of pages)
    yield incidents.map((incident) => csvLine(COLUMNS.map((name) => incident[name]))).join('')
}
