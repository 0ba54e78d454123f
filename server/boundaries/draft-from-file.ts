import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { may } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { planReplacement, type GivenAreas } from '../imports/areas/plan-replacement.ts'
import { ImportFault } from '../imports/import-fault.ts'
import type { CoverageCache } from './coverage-cache.ts'
import { rolesOf } from './draft.ts'
import { playDraft, rightsIn } from './play-draft.ts'
import { insertDraft } from './queries.ts'

/**
 * Begins a draft about the whole county whose one operation is what differs between a file and the current release. Throws
 * invalid_input with the fault of the file, or operation_refused.
 */
export async function beginFromFile(
  db: Db,
  coverages: CoverageCache,
  viewer: Viewer,
  index: AreaIndex,
  { title, ...given }: GivenAreas & { title: string },
): Promise<number> {
  const county = index.county
  if (county === null)
    throw new CodedError('unknown_area', 'There is no county yet whose boundaries could change.')
  const base = await coverages.of(index.release)
  const operation = faultAsInput(() => planReplacement(given, index.nodes))
  const outer = may(rolesOf(viewer), 'moveOuterBoundary')
  const { touched } = await playDraft(base, rightsIn(base, county.code, outer), [operation])
  return db.transaction().execute(async (trx) => {
    const id = await insertDraft(trx, {
      title: title.trim(),
      areaId: county.id,
      baseRelease: index.release,
      authorId: viewer.accountId,
      operations: [operation],
      touched: [...touched],
    })
    const what = { what: 'begin', draft: `${id}`, area: county.code, file: given.name }
    await noteWith(trx, doerOf(viewer), 'boundary', what)
    return id
  })
}

/** What would stop an import at the terminal tells a page that its file does not fit. */
function faultAsInput<Result>(plan: () => Result): Result {
  try {
    return plan()
  } catch (error) {
    if (error instanceof ImportFault) throw new CodedError('invalid_input', error.message)
    throw error
  }
}
