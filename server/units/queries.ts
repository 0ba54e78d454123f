import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Unit } from './contract.ts'

/** The units that there are now; offices of the county first. */
export async function readUnits(db: Db): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select unit.id, unit.code, unit.name, unit.name_en as "nameEn", area.code as area, unit.category_codes as categories
    from unit left join area on area.id = unit.area_id
    where unit.retired_at is null
    order by unit.area_id is not null, unit.code`.execute(db)
  return rows
}
