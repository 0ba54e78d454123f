import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import { isEditable, mayEditDraft } from '../domain/boundary-draft.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import { may } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import { actorOf, knownDraft, staleVersion } from './draft.ts'
import type { CoverageCache, ReleaseCoverage } from './coverage-cache.ts'
import { newCodes } from './new-codes.ts'
import type { OpenDrafts } from './open-drafts.ts'
import { refused, rightsIn } from './play-draft.ts'
import { lockDraft, readDraft, readKnownCodes, writeOperations, type FullDraftRow } from './queries.ts'

/** A long day's work stays far below. */
const MOST_OPERATIONS = 20_000

type Means = { db: Db; coverages: CoverageCache; drafts: OpenDrafts }

export type OperationsChange = { keep: number; append: readonly Operation[]; done: number }

/**
 * Keeps some operations of a draft, adds others, and says how many are done; all are played by the server's own engine, and
 * nothing is written where one is refused. Throws unknown_draft, not_allowed, stale, wrong_state, invalid_input or
 * operation_refused.
 */
export async function changeOperations(
  { db, coverages, drafts }: Means,
  viewer: Viewer,
  { id, version }: { id: number; version: number },
  change: OperationsChange,
): Promise<void> {
  const found = knownDraft(id, await readDraft(db, id))
  checkMayChange(found, viewer, version)
  const base = await coverages.of(found.baseRelease)
  const outer = may(actorOf(found, viewer).roles, 'moveOuterBoundary')
  const operations = changed(found, change)
  await refuseTakenCodes(db, base, operations, change.keep)
  const rights = rightsIn(base, found.area, outer)
  const { touched, remember } = await drafts.play({ id, version, base, rights }, operations, change)
  await db.transaction().execute(async (trx) => {
    const row = knownDraft(id, await lockDraft(trx, id))
    checkMayChange(row, viewer, version)
    const { done } = change
    await writeOperations(trx, row, { operations, done, touched: [...touched].toSorted() })
  })
  remember()
}

function checkMayChange(row: FullDraftRow, viewer: Viewer, version: number): void {
  if (!mayEditDraft(actorOf(row, viewer)))
    throw new CodedError('not_allowed', `Only its author ("${row.author}") changes this draft.`)
  if (row.version !== version) throw staleVersion(row, version)
  if (!isEditable(row.state))
    throw new CodedError('wrong_state', `The draft is in the state "${row.state}": withdraw it first.`)
}

function changed(row: FullDraftRow, { keep, append, done }: OperationsChange): Operation[] {
  const operations = [...row.operations.slice(0, keep), ...append]
  if (keep > row.operations.length || done > operations.length) {
    throw new CodedError(
      'invalid_input',
      `"keep" must be at most ${row.operations.length}, and "done" at most "keep" and the length of "append" together.`,
    )
  }
  if (operations.length > MOST_OPERATIONS)
    throw new CodedError('invalid_input', `A draft has at most ${MOST_OPERATIONS} operations.`)
  return operations
}

/** A code is never given to a second area: not even the engine knows those that are no more. */
async function refuseTakenCodes(
  db: Db,
  { facts }: ReleaseCoverage,
  operations: readonly Operation[],
  from: number,
): Promise<void> {
  const given = operations.map(newCodes)
  const known = await readKnownCodes(db, given.slice(from).flat())
  const taken = new Set(known.filter((code) => !facts.has(code)))
  for (let at = from; at < operations.length; at++) {
    const codes = given[at]!.filter((code) => taken.has(code))
    if (codes.length > 0) throw refused({ at, refused: 'code-taken', codes, place: null })
  }
}
