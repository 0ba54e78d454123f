import { sql, type Transaction } from 'kysely'
import type { Viewer } from '../accounts/viewer.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import type { DutyItem } from '../domain/duty-list/item.ts'
import { CodedError } from '../errors.ts'
import type { DutyDraft } from './contract.ts'

type Trx = Transaction<Database>
type Row = { version: number; changedAt: Date; changedBy: string; items: DutyItem[] | null }

/** The next list as it is being written; null: nobody writes one. `trx`: others who change it wait. */
export async function readDraft(db: Db): Promise<DutyDraft | null> {
  return told(await readRow(db, false))
}

/** Begins a draft with what the latest version has, or gives the one that there is. */
export async function beginDraft(db: Db, viewer: Viewer): Promise<DutyDraft> {
  return db.transaction().execute(async (trx) => {
    // Of two who begin at once, the second finds what the first has begun.
    await sql`
      insert into duty_list_draft (items, changed_by) values (null, ${viewer.name}) on conflict do nothing`.execute(
      trx,
    )
    const found = told(await readRow(trx, true))
    if (found) return found
    const { rows } = await sql<{ items: DutyItem[] }>`
      select items from duty_list order by version desc limit 1`.execute(trx)
    const items = (rows[0]?.items ?? []).map(asWritten)
    return writeDraft(trx, viewer, items)
  })
}

/** Saves a draft. Throws stale for one that somebody else has changed, unknown_duty_list where there is none. */
export async function saveDraft(
  db: Db,
  viewer: Viewer,
  version: number,
  items: readonly DutyItem[],
): Promise<DutyDraft> {
  return db.transaction().execute(async (trx) => {
    await lockDraft(trx, version)
    return writeDraft(trx, viewer, items)
  })
}

/** Gives a draft up; the same is thrown. */
export async function discardDraft(db: Db, viewer: Viewer, version: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockDraft(trx, version)
    await endDraft(trx, viewer)
  })
}

/** The draft of a version, which nobody else changes before the transaction ends. Throws stale, unknown_duty_list. */
export async function lockDraft(trx: Trx, version: number): Promise<DutyDraft> {
  const draft = told(await readRow(trx, true))
  if (draft === null)
    throw new CodedError('unknown_duty_list', 'Nobody writes a list of duties: begin a draft first.')
  if (draft.version === version) return draft
  throw new CodedError(
    'stale',
    `The draft has the version ${draft.version} by now, last changed by ${draft.changedBy}, but you have seen version ${version}.`,
    { version: draft.version },
  )
}

export async function endDraft(trx: Trx, viewer: Viewer): Promise<void> {
  await sql`
    update duty_list_draft set items = null, version = version + 1, changed_at = now(), changed_by = ${viewer.name}`.execute(
    trx,
  )
}

async function writeDraft(trx: Trx, viewer: Viewer, items: readonly DutyItem[]): Promise<DutyDraft> {
  await sql`
    update duty_list_draft set items = ${JSON.stringify(items)}::text::jsonb, version = version + 1,
      changed_at = now(), changed_by = ${viewer.name}`.execute(trx)
  return told(await readRow(trx, false))!
}

async function readRow(db: Db, lock: boolean): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select version, changed_at as "changedAt", changed_by as "changedBy", items from duty_list_draft
    ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

function told(row: Row | undefined): DutyDraft | null {
  if (!row || row.items === null) return null
  const items = row.items.map((item) => ({ ...item, tasks: [...item.tasks] }))
  return { version: row.version, changedAt: row.changedAt.toISOString(), changedBy: row.changedBy, items }
}

/** What is written of an item, without what publishing added to it. */
function asWritten(item: DutyItem): DutyItem {
  const { category, tasks, unit, operatorZh, operatorEn, othersZh, othersEn, basisZh, basisEn } = item
  return { category, tasks, unit, operatorZh, operatorEn, othersZh, othersEn, basisZh, basisEn }
}
