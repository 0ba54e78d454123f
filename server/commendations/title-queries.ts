import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { CommendationTitle } from './schema.ts'

export type TitleRow = Omit<CommendationTitle, 'changedAt'> & { changedAt: Date }

const COLUMNS = sql`id, kind, name, name_en as "nameEn", most, objection_days as "objectionDays",
  objection_day_kind as "objectionDayKind", retired_at is not null as "isRetired", version,
  changed_at as "changedAt", changed_by as "changedBy"`

/** All titles, retired ones among them, in the order in which they were made. */
export async function readTitles(db: Db): Promise<TitleRow[]> {
  const { rows } = await sql<TitleRow>`select ${COLUMNS} from commendation_title order by id`.execute(db)
  return rows
}

/** Who changes a title, or decides on somebody for it, waits until the transaction ends. */
export async function lockTitle(trx: Db, id: number): Promise<TitleRow | null> {
  const { rows } = await sql<TitleRow>`
    select ${COLUMNS} from commendation_title where id = ${id}::int for update`.execute(trx)
  return rows[0] ?? null
}

export async function readTitle(db: Db, id: number): Promise<TitleRow | null> {
  const { rows } =
    await sql<TitleRow>`select ${COLUMNS} from commendation_title where id = ${id}::int`.execute(db)
  return rows[0] ?? null
}

/** The name in either language that another title has already; null: both are free. */
export async function readTakenName(
  db: Db,
  names: { name: string; nameEn: string },
  id: number | null,
): Promise<string | null> {
  const { rows } = await sql<{ name: string; name_en: string }>`
    select name, name_en from commendation_title
    where (name = ${names.name}::text or name_en = ${names.nameEn}::text) and id is distinct from ${id}::int
    limit 1`.execute(db)
  if (!rows[0]) return null
  return rows[0].name === names.name ? names.name : names.nameEn
}
