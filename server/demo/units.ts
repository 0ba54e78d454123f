import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import { readSetting } from '../db/settings.ts'
import type { Database } from '../db/types.ts'

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

/** Units, and which of them gets what: by main category, and each township's own centre by the township's code. */
export type DemoUnits = { offices: Map<string, number>; centres: Map<string, number> }

/** Puts the offices of the county and the centres of its townships on file. */
export async function insertDemoUnits(trx: Transaction<Database>): Promise<DemoUnits> {
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
  const { rows } = await sql<{ id: number; township: string | null; categories: string[] }>`
    select unit.id, area.code as township, array_to_json(category_codes) as categories
    from unit left join area on area.id = unit.area_id`.execute(trx)
  return {
    offices: new Map(
      rows.flatMap(({ id, categories }) => categories.map((code): [string, number] => [code, id])),
    ),
    centres: new Map(
      rows.flatMap(({ id, township }): [string, number][] => (township ? [[township, id]] : [])),
    ),
  }
}

const DAY_MS = 86_400_000
/** Before that many days a part of the work went on outside of the system. */
const LEARNING_DAYS = 300

/**
 * The unit that has an incident, or had it when it was closed: every third goes to the township's centre, the others to the office of
 * their category. A few are closed without one, and of old ones more: the system was new.
 */
export function unitOfDemo(
  { offices, centres }: DemoUnits,
  place: number,
  { state, categoryCode, reportedAt, township, now }: DemoCase,
): number | null {
  if (state === 'closed') {
    const isOld = now.getTime() - reportedAt.getTime() > LEARNING_DAYS * DAY_MS
    if (place % 29 === 0 || (isOld && place % 4 === 0)) return null
  } else if (!['dispatched', 'handling', 'verifying'].includes(state)) return null
  const centre = township === null ? undefined : centres.get(township)
  return (place % 3 === 0 ? centre : undefined) ?? offices.get(categoryCode.slice(0, 2)) ?? null
}

type DemoCase = {
  state: string
  categoryCode: string
  reportedAt: Date
  /** Its code; null where the incident is not located. */
  township: string | null
  now: Date
}

/**
 * Gives a demonstration county that was made before there were any its units, and to each incident that some unit must have one: every
 * third to the township's centre, the others to the office of their category.
 */
export async function addDemoUnits(db: Db): Promise<void> {
  if ((await readSetting(db, 'demo')) !== true) return
  await db.transaction().execute(async (trx) => {
    // Of two processes that start at once, the second finds what the first has made.
    await sql`lock table unit in exclusive mode`.execute(trx)
    if (await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()) return
    await insertDemoUnits(trx)
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
