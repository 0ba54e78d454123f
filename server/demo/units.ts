import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { readSetting } from '../db/settings.ts'

/** Offices as a county has them, with the main categories that usually go there; each township has a centre of its own. */
export const OFFICES = [
  { code: 'emergency', name: '应急管理局', nameEn: 'Emergency Management', categories: ['01', '09'] },
  { code: 'justice', name: '司法局', nameEn: 'Justice', categories: ['02'] },
  { code: 'city', name: '城市管理局', nameEn: 'City Management', categories: ['03', '07'] },
  { code: 'housing', name: '住房和城乡建设局', nameEn: 'Housing and Construction', categories: ['04', '06'] },
  { code: 'police', name: '公安局', nameEn: 'Public Security', categories: ['05'] },
  { code: 'ecology', name: '生态环境分局', nameEn: 'Ecology and Environment', categories: ['08'] },
  { code: 'service', name: '行政审批局', nameEn: 'Administrative Service', categories: ['10', '11', '99'] },
]

/** Writes the units of the demonstration county. */
export async function writeDemoUnits(trx: Db): Promise<void> {
  await sql`
    insert into unit (code, name, name_en, category_codes, demo)
    select code, name, "nameEn", array(select json_array_elements_text(categories)), true
    from json_to_recordset(${jsonRows(OFFICES)}) as row(code text, name text, "nameEn" text, categories json)`.execute(
    trx,
  )
  await sql`
    insert into unit (code, name, name_en, area_id, demo)
    select 'town-' || lower(code), name || '综治中心', name_en || ' centre', id, true
    from area where level = 'township' and retired_at is null`.execute(trx)
}

/**
 * Gives a demonstration county that was made by an earlier version units, where it has none yet, and to each incident that some unit must have one: every
 * third to the township's centre, the others to the office of their category.
 */
export async function addDemoUnits(db: Db): Promise<void> {
  if ((await readSetting(db, 'demo')) !== true) return
  await db.transaction().execute(async (trx) => {
    // Of two processes that start at once, the second finds what the first has made.
    await sql`lock table unit in exclusive mode`.execute(trx)
    if (await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()) return
    await writeDemoUnits(trx)
    await sql`
      update incident set unit_id = coalesce(case when incident.id % 3 = 0 then centre.id end, office.id),
        changed = pg_current_xact_id()
      from incident as same
      join category on category.code = same.category_code
      join unit office on coalesce(category.parent_code, category.code) = any (office.category_codes)
      left join area_version version on version.id = same.area_version_id
      left join area grid on grid.id = version.area_id
      left join area village on village.id = grid.parent_id
      left join unit centre on centre.area_id = village.parent_id
      where same.id = incident.id and incident.state in ('dispatched', 'handling', 'verifying')`.execute(trx)
  })
}
