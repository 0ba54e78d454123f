import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { ENDED_STATES, type DraftState } from '../domain/boundary-draft.ts'
import type { Role } from '../domain/role.ts'
import type { Operation, Place } from '../domain/coverage/edit/operation.ts'

export type DraftRow = {
  id: number
  title: string
  area: string
  state: DraftState
  version: number
  authorId: number
  author: string
  reviewer: string | null
  note: string
  reviewNote: string
  baseRelease: number
  release: number | null
  changedAt: Date
  hash: string | null
  approvedHash: string | null
}

export type FullDraftRow = DraftRow & { operations: Operation[]; done: number }

function selectDrafts(db: Db) {
  return db
    .selectFrom('boundary_draft as draft')
    .innerJoin('area', 'area.id', 'draft.area_id')
    .innerJoin('account as author', 'author.id', 'draft.author_id')
    .leftJoin('account as reviewer', 'reviewer.id', 'draft.reviewer_id')
    .select([
      'draft.id',
      'draft.title',
      'area.code as area',
      'draft.state',
      'draft.version',
      'draft.author_id as authorId',
      'author.name as author',
      'reviewer.name as reviewer',
      'draft.note',
      'draft.review_note as reviewNote',
      'draft.base_release as baseRelease',
      'draft.release',
      'draft.changed_at as changedAt',
      'draft.hash',
      'draft.approved_hash as approvedHash',
    ])
}

/** Drafts, the last changed first; `all`: those too that ended. */
export async function readDrafts(db: Db, all: boolean): Promise<DraftRow[]> {
  return selectDrafts(db)
    .$if(!all, (query) => query.where('draft.state', 'not in', [...ENDED_STATES]))
    .orderBy('draft.changed_at', 'desc')
    .orderBy('draft.id', 'desc')
    .execute()
}

export async function readDraft(db: Db, id: number): Promise<FullDraftRow | null> {
  const query = selectDrafts(db).select(['draft.operations', 'draft.done']).where('draft.id', '=', id)
  return (await query.executeTakeFirst()) ?? null
}

/** The same, and nobody else changes it before the transaction ends. */
export async function lockDraft(trx: Db, id: number): Promise<FullDraftRow | null> {
  await trx.selectFrom('boundary_draft').select('id').where('id', '=', id).forUpdate().execute()
  return readDraft(trx, id)
}

export async function insertDraft(
  trx: Db,
  draft: {
    title: string
    areaId: number
    baseRelease: number
    authorId: number
    operations: readonly Operation[]
    touched: readonly string[]
  },
): Promise<number> {
  const { id } = await trx
    .insertInto('boundary_draft')
    .values({
      title: draft.title,
      area_id: draft.areaId,
      base_release: draft.baseRelease,
      author_id: draft.authorId,
      operations: json(draft.operations),
      done: draft.operations.length,
      touched: json(draft.touched),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes what a draft does: it is a draft again, and whatever was checked or approved of it is void. */
export async function writeOperations(
  trx: Db,
  { id, version }: { id: number; version: number },
  {
    operations,
    done,
    touched,
  }: { operations: readonly Operation[]; done: number; touched: readonly string[] },
): Promise<void> {
  await trx
    .updateTable('boundary_draft')
    .set({
      operations: json(operations),
      done,
      touched: json(touched),
      state: 'draft',
      version: version + 1,
      hash: null,
      approved_hash: null,
      reviewer_id: null,
      changed_at: new Date(),
    })
    .where('id', '=', id)
    .execute()
}

/** What an action makes of a draft; what is not named stays. */
export type DraftStep = {
  state: DraftState
  note?: string
  reviewNote?: string
  reviewerId?: number | null
  hash?: string | null
  approvedHash?: string | null
  release?: number
}

export async function writeStep(
  trx: Db,
  { id, version }: { id: number; version: number },
  { state, note, reviewNote, reviewerId, hash, approvedHash, release }: DraftStep,
): Promise<void> {
  await trx
    .updateTable('boundary_draft')
    .set({
      state,
      version: version + 1,
      changed_at: new Date(),
      ...(note === undefined ? {} : { note }),
      ...(reviewNote === undefined ? {} : { review_note: reviewNote }),
      ...(reviewerId === undefined ? {} : { reviewer_id: reviewerId }),
      ...(hash === undefined ? {} : { hash }),
      ...(approvedHash === undefined ? {} : { approved_hash: approvedHash }),
      ...(release === undefined ? {} : { release }),
    })
    .where('id', '=', id)
    .execute()
}

/** The roles that an account has now. */
export async function readRoles(db: Db, accountId: number): Promise<Role[]> {
  const rows = await db
    .selectFrom('account_grant')
    .select('role')
    .where('account_id', '=', accountId)
    .execute()
  return rows.map(({ role }) => role)
}

/** What a later release did to areas that a draft changes. */
export type Staleness = { release: number; author: string; codes: string[]; place: Place | null }

/** By draft, for those whose areas others have changed since their base release, or that one draft. */
export async function readStaleness(db: Db, draft: number | null): Promise<Map<number, Staleness>> {
  const { rows } = await sql<Staleness & { draft: number }>`
    with changed as (
      select distinct draft.id as draft, area.id as area_id, area.code, release.seq, release.author
      from boundary_draft draft
      cross join jsonb_array_elements_text(draft.touched) as touched(code)
      join area on area.code = touched.code
      join area_version version on version.area_id = area.id
      join release on release.seq in (version.release_from, version.release_to)
        and release.seq > draft.base_release
      where draft.state not in ('published', 'discarded') and (${draft}::int is null or draft.id = ${draft}::int)
    ), latest as (
      select draft, max(seq) as release, (array_agg(author order by seq desc))[1] as author,
        array_to_json(array_agg(distinct code)) as codes, (array_agg(area_id order by seq desc, code))[1] as area_id
      from changed
      group by draft
    )
    select draft, release, author, codes, json_build_array(round(ST_X(at) * 1e7), round(ST_Y(at) * 1e7)) as place
    from latest
    join lateral (
      select ST_PointOnSurface(geom) as at from area_version where area_version.area_id = latest.area_id
      order by id desc limit 1) last on true`.execute(db)
  return new Map(rows.map(({ draft: id, ...staleness }) => [id, staleness]))
}

/** The number of the latest release, and who made it; 0 and nobody before the first. */
export async function readLatest(db: Db): Promise<{ release: number; author: string }> {
  const row = await db
    .selectFrom('release')
    .select(['seq as release', 'author'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { release: 0, author: '' }
}

/** Which of some codes an area has or had. */
export async function readKnownCodes(db: Db, codes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from area where code in (select json_array_elements_text(${JSON.stringify(codes)}::text::json))`.execute(
    db,
  )
  return rows.map(({ code }) => code)
}

/** The double cast keeps postgres.js from encoding the text a second time. */
function json<Value>(value: readonly Value[]) {
  return sql<Value[]>`${JSON.stringify(value)}::text::jsonb`
}
