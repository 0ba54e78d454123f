import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import {
  ENDED_STATES,
  isEditable,
  mayEditDraft,
  possibleDraftActions,
  type DraftActor,
} from '../domain/boundary-draft.ts'
import { may, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { Draft, DraftItem } from './draft-schema.ts'
import { asSent } from './operation-schema.ts'
import {
  readDraft,
  readDrafts,
  readStaleness,
  type DraftRow,
  type FullDraftRow,
  type Staleness,
} from './queries.ts'

/** Drafts as a viewer may see them, the last changed first. */
export async function listDrafts(db: Db, viewer: Viewer, all: boolean): Promise<DraftItem[]> {
  const staleness = await readStaleness(db, null)
  return (await readDrafts(db, all)).map((row) => toItem(row, viewer, staleness.get(row.id) ?? null))
}

/** A draft as a viewer may see it. Throws unknown_draft. */
export async function showDraft(db: Db, viewer: Viewer, id: number): Promise<Draft> {
  const row = knownDraft(id, await readDraft(db, id))
  const stale = (await readStaleness(db, id)).get(id) ?? null
  const { operations, done, hash } = row
  return { ...toItem(row, viewer, stale), operations: asSent(operations), done, hash }
}

/** Throws unknown_draft where there is none. */
export function knownDraft(id: number, row: FullDraftRow | null): FullDraftRow {
  if (row) return row
  throw new CodedError('unknown_draft', `No draft has the id ${id}.`)
}

/** Who acts on a draft. The roles that may do anything with drafts are the county's. */
export function actorOf({ authorId }: DraftRow, viewer: Viewer): DraftActor {
  return { roles: rolesOf(viewer), isAuthor: viewer.accountId === authorId }
}

/** Throws not_allowed for whoever has none of the roles. */
export function requirePermission(viewer: Viewer, permission: Permission, what: string): void {
  if (!may(rolesOf(viewer), permission))
    throw new CodedError('not_allowed', `Your roles are not among those that ${what}.`)
}

export function staleVersion(row: DraftRow, version: number): CodedError {
  const { version: now, state, changedAt } = row
  return new CodedError(
    'stale',
    `The draft has the version ${now} by now, but this was meant for version ${version}.`,
    { version: now, state, changedAt: changedAt.toISOString() },
  )
}

/** The roles of a viewer, wherever they are for. */
export function rolesOf(viewer: Viewer): DraftActor['roles'] {
  return new Set(viewer.grants.map(({ role }) => role))
}

function toItem(row: DraftRow, viewer: Viewer, stale: Staleness | null): DraftItem {
  const actor = actorOf(row, viewer)
  const { authorId: _, hash: _hash, approvedHash: _approved, changedAt, ...item } = row
  return {
    ...item,
    changedAt: changedAt.toISOString(),
    stale: ENDED_STATES.includes(row.state) ? null : stale,
    actions: possibleDraftActions(row.state, actor),
    mayEdit: mayEditDraft(actor) && isEditable(row.state),
  }
}
