import { sql } from 'kysely'
import type { AreaIndex, AreaNode } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'

type Role = 'lead' | 'backup' | 'cover'

/** A grid that an operator looks after; `until`: the last day, null where no end is known. */
export type OwnGrid = { area: AreaNode; role: Role; until: string | null }

/** The live grids that an operator looks after on a day (YYYY-MM-DD), by their codes. */
export async function readOwnGrids(
  db: Db,
  areas: AreaIndex,
  operatorId: number,
  day: string,
): Promise<OwnGrid[]> {
  const { rows } = await sql<{ gridId: number; role: Role; until: string | null }>`
    select distinct on (grid_id) grid_id as "gridId", role, (upper(valid) - 1)::text as until
    from assignment
    where operator_id = ${operatorId}::int and valid @> ${day}::text::date
    order by grid_id, array_position(array['lead', 'cover', 'backup'], role)`.execute(db)
  return rows
    .flatMap(({ gridId, role, until }) => {
      const area = areas.byId(gridId)
      return area === null ? [] : [{ area, role, until }]
    })
    .toSorted((a, b) => (a.area.code < b.area.code ? -1 : 1))
}
