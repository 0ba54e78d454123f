import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** The cursor before anything was read. */
export const EVERYTHING = '0'

/** Grids a page: small enough that the server goes on answering while years of visits are read. */
const GRIDS_A_PAGE = 25

/**
 * Hands over every cell with the days of its visits that a transaction at or after the cursor wrote: 32 days at a time, as
 * VisitDays has them. The cursor returned is the oldest transaction that was still running when the reading began.
 */
export async function readVisitsSince(
  db: Db,
  cursor: string,
  take: (cell: string, word: number, bits: number) => void,
): Promise<string> {
  const next = await sql<{
    xmin: string
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db)
  const grids = await readGridsSince(db, cursor)
  for (let i = 0; i < grids.length; i += GRIDS_A_PAGE) {
    for (const { cell, word, bits } of await readPage(db, cursor, grids.slice(i, i + GRIDS_A_PAGE)))
      take(cell, word, bits)
  }
  return next.rows[0]?.xmin ?? cursor
}

async function readGridsSince(db: Db, cursor: string): Promise<number[]> {
  const { rows } = await sql<{ gridId: number }>`
    select distinct grid_id as "gridId" from grid_visit where ${isNew(cursor)} order by grid_id`.execute(db)
  return rows.map(({ gridId }) => gridId)
}

type Page = { cell: string; word: number; bits: number }[]

async function readPage(db: Db, cursor: string, gridIds: readonly number[]): Promise<Page> {
  const { rows } = await sql<Page[number]>`
    select cell, (day - date '1970-01-01') >> 5 as word, bit_or(1 << ((day - date '1970-01-01') & 31)) as bits
    from grid_visit
    where ${isNew(cursor)} and grid_id between ${gridIds[0]}::int and ${gridIds.at(-1)}::int
    group by 1, 2`.execute(db)
  return rows
}

/** Of all that there is nothing must be said, or the index of what is new would be walked for every page. */
function isNew(cursor: string): RawBuilder<boolean> {
  return cursor === EVERYTHING ? sql`true` : sql`changed >= ${cursor}::xid8`
}
