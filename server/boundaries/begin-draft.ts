import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal } from '../domain/coverage/edit/refusal.ts'
import { may } from '../domain/permission.ts'
import type { CoverageCache, ReleaseCoverage } from './coverage-cache.ts'
import { rolesOf } from './draft.ts'
import { playDraft, refused, rightsIn } from './play-draft.ts'
import { insertDraft } from './queries.ts'
import { requireRelease } from './release-difference.ts'
import { restoreOperation } from './restore-operation.ts'

export type NewDraft = { title: string; area: string; restore?: number | undefined }

/**
 * Begins a draft on the current release and returns its id; to restore another one, with the operation that does. Throws
 * unknown_area, invalid_input, unknown_release, or operation_refused where that does not fit any more.
 */
export async function beginDraft(
  db: Db,
  coverages: CoverageCache,
  viewer: Viewer,
  index: AreaIndex,
  { title, area, restore }: NewDraft,
): Promise<number> {
  const node = knownArea(index, area)
  if (node.level === 'grid')
    throw new CodedError('invalid_input', 'A draft is about a village or more: name the village of the grid.')
  const base = await coverages.of(index.release)
  const operations = restore === undefined ? [] : [await restoration(db, coverages, base, area, restore)]
  const rights = rightsIn(base, area, may(rolesOf(viewer), 'moveOuterBoundary'))
  const { touched } = await playDraft(base, rights, operations)
  return db.transaction().execute(async (trx) => {
    const id = await insertDraft(trx, {
      title: title.trim(),
      areaId: node.id,
      baseRelease: index.release,
      authorId: viewer.accountId,
      operations,
      touched: [...touched].toSorted(),
    })
    await noteWith(trx, doerOf(viewer), 'boundary', {
      what: 'begin',
      draft: `${id}`,
      area,
      ...(restore === undefined ? {} : { restore: `${restore}` }),
    })
    return id
  })
}

/** The operation that makes an area as it was in a release. */
async function restoration(
  db: Db,
  coverages: CoverageCache,
  now: ReleaseCoverage,
  area: string,
  restore: number,
): Promise<Operation> {
  await requireRelease(db, restore)
  const then = await coverages.of(restore)
  const operation = restoreOperation(now.coverage, then.coverage, area)
  if (!isRefusal(operation)) return operation
  if (operation.refused === 'nothing-to-do')
    throw new CodedError('invalid_input', `"${area}" is as it was in release ${restore}.`)
  throw refused({ ...operation, at: 0 })
}
