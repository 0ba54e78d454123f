import type { Db } from '../db/connect.ts'
import { endFrame, frameOf } from '../domain/export-frames.ts'
import type { Incident } from './contract.ts'
import type { ListRequest } from './list-request.ts'
import { readPages } from './read-list.ts'
import { toIncident } from './to-incident.ts'
import { csvOf } from './export/csv.ts'
import type { ExportFormat } from './export/format.ts'
import { geojsonOf } from './export/geojson.ts'
import { workbookOf, type SheetTerms } from './export/incident-sheet.ts'

/** Rows a page: small enough that the server goes on answering while a million rows go out. */
const PAGE = 1000

export type ExportTerms = SheetTerms & { format: ExportFormat }

export type Export = {
  /** The file in pieces. Whoever stops taking them stops the reading. */
  pieces: AsyncGenerator<string | Uint8Array>
  /** Incidents read so far. */
  rows(): number
}

/** Every incident that a list shows, newest first, as a file that is made page by page while it is taken. */
export function exportIncidents(db: Db, request: ListRequest, terms: ExportTerms): Export {
  let rows = 0
  async function* pages(): AsyncGenerator<Incident[]> {
    for await (const page of readPages(db, request, { limit: PAGE, after: null })) {
      rows += page.length
      yield page.map(toIncident)
    }
  }
  const { format } = terms
  const pieces =
    format === 'csv' ? csvOf(pages()) : format === 'geojson' ? geojsonOf(pages()) : workbookOf(pages(), terms)
  return { pieces, rows: () => rows }
}

/** The same, each piece with how far it is. */
export async function* inFrames({ pieces, rows }: Export): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    if (bytes.length > 0) yield frameOf({ rows: rows(), bytes })
  }
  yield endFrame(rows())
}
