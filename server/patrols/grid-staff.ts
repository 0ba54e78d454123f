import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Who is assigned to a grid: whether there is a lead or a cover, and everybody's ids. */
export type GridStaff = { gridId: number; lead: boolean; operatorIds: number[] }

/** Who is assigned to grids on a day (YYYY-MM-DD); grids of nobody are left out. */
export async function readGridStaff(db: Db, today: string): Promise<GridStaff[]> {
  const { rows } = await sql<GridStaff>`
    select grid_id as "gridId", bool_or(role in ('lead', 'cover')) as lead,
      array_to_json(array_agg(distinct operator_id)) as "operatorIds"
    from assignment
    where valid @> ${today}::text::date
    group by grid_id`.execute(db)
  return rows
}
