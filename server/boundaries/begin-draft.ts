import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { isRefusal } from '../domain/coverage/edit/refusal.ts'
import { may } from '../domain/permission.ts'
import { carriedOver } from './carry-over.ts'
import type { CoverageCache, ReleaseCoverage } from './coverage-cache.ts'
import { rolesOf } from './draft.ts'
import { playDraft, refused, rightsIn } from './play-draft.ts'
import { insertDraft } from './queries.ts'
import { requireRelease } from './release-difference.ts'
import { restoreOperation } from './restore-operation.ts'

export type NewDraft = {
  title: string
  area: string
  /** A release that the area shall be as again, or a draft whose operations are done once more where they fit. */
  restore?: number | undefined
  carryOver?: number | undefined
}

/**
 * Begins a draft on the current release and returns its id; to restore another one, with the operation that does, or with
 * what can be carried over of another draft. Throws unknown_area, invalid_input, unknown_release, unknown_draft, or
 * operation_refused where what restores does not fit any more.
 */
export async function beginDraft(
  db: Db,
  coverages: CoverageCache,
  viewer: Viewer,
  index: AreaIndex,
  { title, area, restore, carryOver }: NewDraft,
): Promise<number> {
  const node = knownArea(index, area)
  if (node.level === 'grid')
    throw new CodedError('invalid_input', 'A draft is about a village or more: name the village of the grid.')
  if (restore !== undefined && carryOver !== undefined)
    throw new CodedError('invalid_input', 'Give "restore" or "carryOver", not both.')
  const base = await coverages.of(index.release)
  const rights = rightsIn(base, area, may(rolesOf(viewer), 'moveOuterBoundary'))
  const operations: Operation[] = []
  if (restore !== undefined) operations.push(await restoration(db, coverages, base, area, restore))
  if (carryOver !== undefined)
    operations.push(...(await carriedOver(db, base, rights, { area, draft: carryOver })))
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
      ...(carryOver === undefined ? {} : { carryOver: `${carryOver}` }),
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
