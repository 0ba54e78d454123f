import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { insertDraft } from './queries.ts'

export type NewDraft = { title: string; area: string; restore?: number | undefined }

/** Begins a draft on the current release and returns its id. Throws unknown_area or invalid_input. */
export async function beginDraft(
  db: Db,
  viewer: Viewer,
  index: AreaIndex,
  { title, area, restore }: NewDraft,
): Promise<number> {
  const node = knownArea(index, area)
  if (node.level === 'grid')
    throw new CodedError('invalid_input', 'A draft is about a village or more: name the village of the grid.')
  if (restore !== undefined) throw new CodedError('invalid_input', 'Earlier releases cannot be restored yet.')
  return db.transaction().execute(async (trx) => {
    const id = await insertDraft(trx, {
      title: title.trim(),
      areaId: node.id,
      baseRelease: index.release,
      authorId: viewer.accountId,
      operations: [],
      touched: [],
    })
    await noteWith(trx, doerOf(viewer), 'boundary', { what: 'begin', draft: `${id}`, area })
    return id
  })
}
