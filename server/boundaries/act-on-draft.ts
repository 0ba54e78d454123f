import type { Transaction } from 'kysely'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { mayTakeDraftAction, nextDraftState, type DraftAction } from '../domain/boundary-draft.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { reckonDraft, requireExact, requireFresh } from './check-draft.ts'
import type { CoverageCache } from './coverage-cache.ts'
import { actorOf, knownDraft, staleVersion } from './draft.ts'
import { publishDraft } from './publish-draft.ts'
import { lockDraft, readDraft, writeStep, type DraftStep, type FullDraftRow } from './queries.ts'

export type DraftDeed = { id: number; version: number; action: DraftAction; note: string | undefined }

/** `today`: as the county's calendar says, "2026-03-01". */
export type Means = { db: Db; coverages: CoverageCache; areas: AreaCache; today: string }

/**
 * Takes an action on the version of a draft that the viewer has seen. Throws unknown_draft, not_allowed, stale, wrong_state,
 * invalid_input, coverage_faulty or draft_stale; then nothing is changed.
 */
export async function actOnDraft(means: Means, viewer: Viewer, deed: DraftDeed): Promise<void> {
  const { db } = means
  const row = knownDraft(deed.id, await readDraft(db, deed.id))
  checkDeed(row, viewer, deed)
  if (deed.action === 'publish') {
    await publishDraft(means, viewer, row, (locked) => checkDeed(locked, viewer, deed))
    return
  }
  const step = await decide(means, viewer, row, deed)
  await db.transaction().execute(async (trx) => {
    const locked = knownDraft(deed.id, await lockDraft(trx, deed.id))
    checkDeed(locked, viewer, deed)
    await writeStep(trx, locked, step)
    await noteDeed(trx, viewer, locked, deed)
  })
}

/** Puts into the chain what was done with a draft, and with what hash. */
export async function noteDeed(
  trx: Transaction<Database>,
  viewer: Viewer,
  row: FullDraftRow,
  { action, note }: Pick<DraftDeed, 'action' | 'note'>,
): Promise<void> {
  await noteWith(trx, doerOf(viewer), 'boundary', {
    what: action,
    draft: `${row.id}`,
    ...(note ? { note } : {}),
    ...(row.hash ? { hash: row.hash } : {}),
  })
}

function checkDeed(row: FullDraftRow, viewer: Viewer, { action, version, note }: DraftDeed): void {
  if (!mayTakeDraftAction(action, actorOf(row, viewer))) {
    throw new CodedError(
      'not_allowed',
      action === 'approve' || action === 'reject'
        ? 'A draft is reviewed by somebody else than its author, who may review.'
        : 'This is for the author of the draft, or for others who may draw.',
    )
  }
  if (row.version !== version) throw staleVersion(row, version)
  if (nextDraftState(row.state, action) === null)
    throw new CodedError('wrong_state', `"${action}" does not go from the state "${row.state}".`)
  if (action === 'reject' && !note?.trim())
    throw new CodedError('invalid_input', '"note" must say why the draft is rejected.')
}

async function decide(
  { db, coverages, today }: Means,
  viewer: Viewer,
  row: FullDraftRow,
  { action, note = '' }: DraftDeed,
): Promise<DraftStep> {
  const state = nextDraftState(row.state, action)!
  switch (action) {
    case 'validate': {
      if (row.done === 0) throw new CodedError('wrong_state', 'The draft changes nothing yet.')
      await requireFresh(db, row)
      const { played, hash } = await reckonDraft(db, coverages, row, today)
      requireExact(played.coverage)
      return { state, hash }
    }
    case 'submit':
      await requireFresh(db, row)
      return { state, note: note.trim() }
    case 'approve': {
      await requireFresh(db, row)
      const { hash } = await reckonDraft(db, coverages, row, today)
      if (hash !== row.hash)
        throw new CodedError('wrong_state', 'What the draft does has changed since it was checked.')
      return { state, reviewerId: viewer.accountId, reviewNote: note.trim(), approvedHash: hash }
    }
    case 'reject':
      return { state, reviewerId: viewer.accountId, reviewNote: note.trim() }
    case 'withdraw':
      return { state, reviewerId: null, approvedHash: null, hash: null }
    default:
      return { state }
  }
}
