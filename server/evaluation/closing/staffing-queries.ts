import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { jsonRows } from '../../db/geo.ts'
import type { Staffing } from './staffing.ts'

/** What was kept of the staffing when a quarter was closed, by code; null where nothing was kept yet. */
export async function readStaffing(db: Db, quarter: string): Promise<Staffing[] | null> {
  const { rows } = await sql<Staffing>`
    select level, code, grids, vacant_grids as "vacantGrids", operators, households from quarter_staffing
    where quarter = ${quarter} order by code collate "C"`.execute(db)
  return rows.length === 0 ? null : rows
}

export async function writeStaffing(trx: Db, quarter: string, staffing: readonly Staffing[]): Promise<void> {
  await sql`
    insert into quarter_staffing (quarter, level, code, grids, vacant_grids, operators, households)
    select ${quarter}, level, code, grids, "vacantGrids", operators, households
    from json_to_recordset(${jsonRows(staffing)}) as row(level text, code text, grids int, "vacantGrids" int,
      operators int, households int)`.execute(trx)
}
