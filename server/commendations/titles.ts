import { sql, type Transaction } from 'kysely'
import { requirePermission } from '../accounts/require-permission.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import type { CommendationTitle } from './schema.ts'
import { lockTitle, readTakenName, readTitle, type TitleRow } from './title-queries.ts'

type Content = Pick<CommendationTitle, 'name' | 'nameEn' | 'most' | 'objectionDays' | 'objectionDayKind'>

/** Throws not_allowed, name_in_use. */
export async function addTitle(
  db: Db,
  viewer: Viewer,
  { kind, ...given }: Content & Pick<CommendationTitle, 'kind'>,
): Promise<CommendationTitle> {
  requireManager(viewer)
  const content = trimmed(given)
  return db.transaction().execute(async (trx) => {
    await requireFreeNames(trx, content, null)
    const { rows } = await sql<{ id: number }>`
      insert into commendation_title (kind, name, name_en, most, objection_days, objection_day_kind, changed_by)
      values (${kind}, ${content.name}, ${content.nameEn}, ${content.most}::int, ${content.objectionDays}::int,
        ${content.objectionDayKind}, ${viewer.name})
      returning id`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'commendation', { what: 'title added', name: content.name, kind })
    return shownTitle((await readTitle(trx, rows[0]!.id))!)
  })
}

/** Throws not_allowed, unknown_commendation, stale, name_in_use. */
export async function changeTitle(
  db: Db,
  viewer: Viewer,
  { id, version }: { id: number; version: number },
  { isRetired, ...given }: Content & Pick<CommendationTitle, 'isRetired'>,
): Promise<CommendationTitle> {
  requireManager(viewer)
  const content = trimmed(given)
  return db.transaction().execute(async (trx) => {
    const before = await lockTitle(trx, id)
    if (!before) throw new CodedError('unknown_commendation', `There is no title with the id ${id}.`)
    if (before.version !== version)
      throw new CodedError(
        'stale',
        `The title has the version ${before.version} by now, but this was meant for version ${version}.`,
        { version: before.version },
      )
    await requireFreeNames(trx, content, id)
    await sql`
      update commendation_title set name = ${content.name}, name_en = ${content.nameEn}, most = ${content.most}::int,
        objection_days = ${content.objectionDays}::int, objection_day_kind = ${content.objectionDayKind},
        retired_at = case when ${isRetired}::boolean then coalesce(retired_at, now()) end,
        version = version + 1, changed_at = now(), changed_by = ${viewer.name}
      where id = ${id}::int`.execute(trx)
    await noteWith(trx, doerOf(viewer), 'commendation', {
      what: isRetired ? 'title retired' : 'title changed',
      name: content.name,
      most: `${content.most}`,
      days: `${content.objectionDays} ${content.objectionDayKind}`,
    })
    return shownTitle((await readTitle(trx, id))!)
  })
}

export function shownTitle(row: TitleRow): CommendationTitle {
  return { ...row, changedAt: row.changedAt.toISOString() }
}

/** Nobody else takes the names until the transaction ends. */
async function requireFreeNames(
  trx: Transaction<Database>,
  content: Content,
  id: number | null,
): Promise<void> {
  await sql`lock table commendation_title in share row exclusive mode`.execute(trx)
  const taken = await readTakenName(trx, content, id)
  if (taken !== null) throw new CodedError('name_in_use', `Another title is called "${taken}".`)
}

function trimmed(content: Content): Content {
  return { ...content, name: content.name.trim(), nameEn: content.nameEn.trim() }
}

function requireManager(viewer: Viewer): void {
  requirePermission(viewer, 'manageTitles', 'Titles are changed by')
}
