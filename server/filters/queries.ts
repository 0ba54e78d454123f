import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { SavedFilter } from './contract.ts'

/** The name is that of another one of the account (taken), there are as many as may be (full), or there is none of this id. */
export type Refusal = 'taken' | 'full' | 'unknown'

type Named = Pick<SavedFilter, 'name' | 'query'>

const COLUMNS = ['id', 'name', 'query', 'created_at as createdAt'] as const

export async function listFilters(db: Db, accountId: number): Promise<SavedFilter[]> {
  const rows = await db
    .selectFrom('saved_filter')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return rows.map(toFilter)
}

export async function insertFilter(
  db: Db,
  accountId: number,
  { name, query }: Named,
  most: number,
): Promise<SavedFilter | Refusal> {
  return db.transaction().execute(async (trx) => {
    const others = await lockFilters(trx, accountId)
    if (others.some((other) => other.name === name)) return 'taken'
    if (others.length >= most) return 'full'
    const row = await trx
      .insertInto('saved_filter')
      .values({ account_id: accountId, name, query: json(query) })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    return toFilter(row)
  })
}

export async function updateFilter(
  db: Db,
  accountId: number,
  id: number,
  { name, query }: Named,
): Promise<SavedFilter | Refusal> {
  return db.transaction().execute(async (trx) => {
    const others = await lockFilters(trx, accountId)
    if (others.some((other) => other.name === name && other.id !== id)) return 'taken'
    const row = await trx
      .updateTable('saved_filter')
      .set({ name, query: json(query) })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returning(COLUMNS)
      .executeTakeFirst()
    return row ? toFilter(row) : 'unknown'
  })
}

/** What an account has; nobody else adds to it or renames before the transaction ends. */
async function lockFilters(trx: Db, accountId: number): Promise<{ id: number; name: string }[]> {
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute()
  return trx.selectFrom('saved_filter').select(['id', 'name']).where('account_id', '=', accountId).execute()
}

/** Whether there was one. */
export async function deleteFilter(db: Db, accountId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('saved_filter')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The double cast keeps postgres.js from encoding the text a second time. */
function json(query: SavedFilter['query']) {
  return sql<SavedFilter['query']>`${JSON.stringify(query)}::text::jsonb`
}

function toFilter(row: {
  id: number
  name: string
  query: SavedFilter['query']
  createdAt: Date
}): SavedFilter {
  return { ...row, createdAt: row.createdAt.toISOString() }
}
