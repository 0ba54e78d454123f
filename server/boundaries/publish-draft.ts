import type { Transaction } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import { publishWithin } from '../areas/publish.ts'
import { takeLock } from '../db/advisory-lock.ts'
import { inScope } from '../db/row-scope.ts'
import type { Database } from '../db/types.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { isRefusal } from '../domain/coverage/edit/refusal.ts'
import { replaying } from '../domain/coverage/edit/replay.ts'
import { CodedError } from '../errors.ts'
import { inTurns } from '../turns.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { Means } from './act-on-draft.ts'
import { allAbove } from './changed-above.ts'
import { authorsRights, draftStale, requireExact, requireFresh } from './check-draft.ts'
import type { ReleaseCoverage } from './coverage-cache.ts'
import { knownDraft } from './draft.ts'
import { handOverCare } from './hand-over-care.ts'
import { hashImpact } from './hash-impact.ts'
import { writeLineage } from './lineage.ts'
import { moveOpenIncidents } from './move-open-incidents.ts'
import { planRelease } from './plan-release.ts'
import { refused, type Played } from './play-draft.ts'
import { readIdsNow, readNames, readShapesNow } from './publish-queries.ts'
import { lockDraft, readLatest, writeStep, type FullDraftRow } from './queries.ts'
import { reckonImpact } from './reckon-impact.ts'

type Trx = Transaction<Database>

/**
 * Publishes an approved draft as a release, in one transaction, one after the other. It is played on the current release: what
 * others have published since may be elsewhere. `check` looks at the draft once it is locked. Throws draft_stale, operation_refused,
 * coverage_faulty, wrong_state or what `check` throws; then nothing is changed.
 */
export async function publishDraft(
  { db, coverages, areas, today }: Means,
  viewer: Viewer,
  { id, baseRelease }: FullDraftRow,
  check: (locked: FullDraftRow) => void,
): Promise<void> {
  for (let isDone = false; !isDone;) {
    // Both are read before the transaction, which the embedded database gives its only connection.
    const base = await coverages.of(baseRelease)
    const current = await coverages.of((await readLatest(db)).release)
    isDone = await inScope(db, 'county', async (trx) => {
      await takeLock(trx, 'release')
      if ((await readLatest(trx)).release !== current.release) return false
      const row = knownDraft(id, await lockDraft(trx, id))
      check(row)
      const played = await playOn(trx, base, current, row)
      const impact = await reckonImpact(trx, current, played, today)
      const hash = hashImpact(row.baseRelease, row.operations.slice(0, row.done), impact)
      if (hash !== row.approvedHash)
        throw new CodedError('wrong_state', 'What the draft does is not what was approved: withdraw it.')
      const release = await write(trx, current, played, impact, row, today)
      await writeStep(trx, row, { state: 'published', release })
      const about = {
        release: `${release}`,
        draft: `${id}`,
        author: row.author,
        reviewer: row.reviewer ?? '',
      }
      await noteWith(trx, doerOf(viewer), 'boundary', { what: 'publish', ...about, hash })
      await noteWith(trx, doerOf(viewer), 'release', about)
      return true
    })
  }
  areas.expire()
}

/** Plays a draft on the current release. Throws draft_stale where others have changed the same areas, or it does not fit. */
async function playOn(
  trx: Trx,
  base: ReleaseCoverage,
  current: ReleaseCoverage,
  row: FullDraftRow,
): Promise<Played> {
  await requireFresh(trx, row)
  const coverage = current.coverage.fork()
  const rights = await authorsRights(trx, base, row, current)
  const played = await inTurns(replaying(coverage, row.operations.slice(0, row.done), rights))
  if (isRefusal(played)) {
    // Nobody has published since: the author may not do it any more.
    if (current.release === base.release) throw refused(played)
    const { author } = await readLatest(trx)
    throw draftStale({ release: current.release, author, codes: played.codes, place: played.place })
  }
  await requireExact(coverage)
  return { coverage, touched: played.touched }
}

async function write(
  trx: Trx,
  current: ReleaseCoverage,
  played: Played,
  impact: Impact,
  row: FullDraftRow,
  today: string,
): Promise<number> {
  const touched = [...played.touched]
  const names = await readNames(
    trx,
    touched.filter((code) => !current.facts.has(code)),
  )
  const shapes = await readShapesNow(trx, [...allAbove(played.coverage, touched)])
  const plan = await inTurns(planRelease(current, played, impact, { names, shapes }))
  const { release } = await publishWithin(trx, {
    author: row.author,
    ...(row.reviewer === null ? {} : { reviewer: row.reviewer }),
    note: row.note || row.title,
    draftId: row.id,
    ...plan,
  })
  if (release === null) throw new CodedError('wrong_state', 'The draft changes nothing.')
  const ids = await readIdsNow(trx, touched)
  const idOf = (code: string) => ids.get(code)!.id
  await writeLineage(trx, release, impact, idOf)
  await handOverCare(trx, impact, plan.retire, idOf, today)
  await moveOpenIncidents(trx, current.coverage, played, (code) => ids.get(code)!.versionId)
  return release
}
