import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

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
    select distinct grid_id as "gridId" from grid_visit where changed >= ${cursor}::xid8 order by grid_id`.execute(
    db,
  )
  return rows.map(({ gridId }) => gridId)
}

type Page = { cell: string; word: number; bits: number }[]

async function readPage(db: Db, cursor: string, gridIds: readonly number[]): Promise<Page> {
  const { rows } = await sql<Page[number]>`
    select cell, (day - date '1970-01-01') >> 5 as word, bit_or(1 << ((day - date '1970-01-01') & 31)) as bits
    from grid_visit
    where grid_id in (select value::int from json_array_elements_text(${JSON.stringify(gridIds)}::text::json))
      and changed >= ${cursor}::xid8
    group by 1, 2`.execute(db)
  return rows
}
