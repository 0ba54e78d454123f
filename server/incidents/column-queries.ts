import { sql } from 'kysely'
import { STATES, type IncidentState } from '../domain/incident-state.ts'
import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import type { Category } from './column-cache.ts'
import type { ColumnRow } from './column-builder.ts'

/** Rows a page: small enough that the server goes on answering while a million rows are read. */
const PAGE = 20_000

export async function readCategories(db: Db): Promise<Category[]> {
  return db.selectFrom('category').select(['code', 'parent_code as parentCode']).orderBy('code').execute()
}

/**
 * Hands over, in the order of their ids, every incident written by a transaction at or after the cursor. The cursor returned is the
 * oldest transaction that was still running when the reading began.
 */
export async function readChangesSince(
  db: Db,
  cursor: string,
  categories: readonly Category[],
  take: (row: ColumnRow) => void,
): Promise<{ cursor: string; rows: number }> {
  const next = await sql<{
    xmin: string
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db)
  const categoryIndex = new Map(categories.map(({ code }, index) => [code, index]))
  let count = 0
  let lastId = 0
  for (;;) {
    const afterId = lastId
    const rows = await readInScope(db, 'county', (trx) => readPage(trx, cursor, afterId))
    for (const row of rows) take(toColumnRow(row, categoryIndex))
    count += rows.length
    if (rows.length < PAGE) break
    lastId = rows.at(-1)?.id ?? 0
  }
  return { cursor: next.rows[0]?.xmin ?? cursor, rows: count }
}

type PageRow = Omit<ColumnRow, 'category' | 'state'> & { category: string; state: IncidentState }

async function readPage(db: Db, cursor: string, afterId: number): Promise<PageRow[]> {
  const { rows } = await sql<PageRow>`
    select incident.id, round(ST_X(incident.geom) * 1e7)::int as lon, round(ST_Y(incident.geom) * 1e7)::int as lat,
      floor(extract(epoch from occurred_at))::float8 as "occurredAt", floor(extract(epoch from due_at))::float8 as "dueAt",
      floor(extract(epoch from closed_at))::float8 as "closedAt", category_code as category, state, priority, source,
      version.area_id as "areaId"
    from incident left join area_version version on version.id = incident.area_version_id
    where changed >= ${cursor}::xid8 and incident.id > ${afterId}::bigint
    order by incident.id
    limit ${PAGE}::int`.execute(db)
  return rows
}

function toColumnRow(row: PageRow, categoryIndex: ReadonlyMap<string, number>): ColumnRow {
  return { ...row, category: categoryIndex.get(row.category) ?? 0, state: STATES.indexOf(row.state) }
}
