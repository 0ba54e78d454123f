import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import type { Incident } from './contract.ts'
import type { ExportFormat } from './export-format.ts'
import type { ListRequest } from './list-request.ts'
import { listIncidents, type Cursor, type IncidentRow } from './queries.ts'
import { toIncident } from './to-incident.ts'

/** Rows a page: small enough that the server goes on answering while a million rows go out. */
const PAGE = 1000

/** The columns of the CSV, as the API names them; times are RFC 3339. */
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

/** Every incident that a list shows, newest first, as text that is made page by page. */
export async function* exportIncidents(
  db: Db,
  request: ListRequest,
  format: ExportFormat,
): AsyncGenerator<string> {
  // Spreadsheets take UTF-8 for what it is only with this mark in front.
  yield format === 'csv' ? `\uFEFF${COLUMNS.join(',')}\r\n` : '{"type":"FeatureCollection","features":['
  let isFirst = true
  for await (const incidents of readPages(db, request)) {
    const texts = incidents.map((incident) => (format === 'csv' ? csvLine(incident) : feature(incident)))
    if (format === 'csv') yield texts.join('')
    else yield (isFirst ? '' : ',') + texts.join(',')
    isFirst = false
  }
  if (format === 'geojson') yield ']}'
}

async function* readPages(db: Db, request: ListRequest): AsyncGenerator<Incident[]> {
  let after: Cursor | null = null
  for (;;) {
    const page: { limit: number; after: Cursor | null } = { limit: PAGE, after }
    const rows: IncidentRow[] = await readInScope(db, request.scope, (trx) =>
      listIncidents(trx, request, page),
    )
    if (rows.length > 0) yield rows.map(toIncident)
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = { occurredAt: last.occurredAt, id: last.id }
  }
}

function csvLine(incident: Incident): string {
  return `${COLUMNS.map((name) => csvField(incident[name])).join(',')}\r\n`
}

/** A text that begins like a formula would be one to a spreadsheet: it gets an apostrophe in front. */
function csvField(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function feature({ lon, lat, ...properties }: Incident): string {
  const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
  return JSON.stringify({ type: 'Feature', id: properties.id, geometry, properties })
}
