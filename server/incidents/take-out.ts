import { Readable } from 'node:stream'
import type { FastifyBaseLogger } from 'fastify'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { noteEvent } from '../events/note-event.ts'
import type { ListRequest } from './list-request.ts'
import { readNames } from './queries.ts'
import { countList } from './read-list.ts'
import { exportIncidents, inFrames, type Export, type ExportTerms } from './export-incidents.ts'
import { checkFits, FRAMES_TYPE, MEDIA_TYPES } from './export/format.ts'
import { localDate } from '../domain/local-date.ts'

/** Who takes what out, for the chain of events; and where is told what the chain could not take. */
type Noted = { viewer: Viewer; filter: string; log: FastifyBaseLogger }

/**
 * An export as an answer. It is noted in the chain before the first incident goes; and once more, with how far it came,
 * when it broke off. Throws too_many_rows, and then nothing was noted.
 */
export async function takeOut(
  db: Db,
  request: ListRequest,
  terms: Omit<ExportTerms, 'names' | 'release'> & { frames: boolean },
  { viewer, filter, log }: Noted,
): Promise<{ headers: Record<string, string>; body: Readable }> {
  const { format, frames, offsetMs } = terms
  const total = await countList(db, request)
  checkFits(format, total)
  const names = await readNames(db)
  const note = { format, filter, rows: String(total) }
  await noteEvent(db, viewer, 'export', note)
  const release = request.boundaries?.areas.release ?? null
  const taken = exportIncidents(db, request, { ...terms, names, release })
  const pieces = untilBrokenOff(taken, async (rows) => {
    await noteEvent(db, viewer, 'export', { ...note, brokenOffAfter: String(rows) }).catch((error: unknown) =>
      log.error(error),
    )
  })
  const now = Date.now()
  const day = localDate(now, offsetMs)
  const name = release === null ? `incidents-${day}` : `incidents-${day}-release-${release}`
  return {
    headers: {
      'content-type': frames ? FRAMES_TYPE : MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'x-total-count': String(total),
    },
    body: Readable.from(frames ? inFrames({ ...taken, pieces }) : pieces),
  }
}

/** The pieces; when they end before they are through, by a fault or because nobody takes them any more, `say` hears of it. */
async function* untilBrokenOff(
  { pieces, rows }: Export,
  say: (rows: number) => Promise<void>,
): Export['pieces'] {
  let isWhole = false
  try {
    yield* pieces
    isWhole = true
  } finally {
    if (!isWhole) await say(rows())
  }
}
