import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { FIRST_SCHEME, type Scheme } from '../domain/evaluation/scheme.ts'
import type { UnitRow } from './counting/tally.ts'

/** All versions of the scheme, the newest first; the last one comes with the program. */
export async function readSchemes(db: Db): Promise<Scheme[]> {
  const rows = await db.selectFrom('evaluation_scheme').selectAll().orderBy('version', 'desc').execute()
  const made = rows.map(({ version, from_quarter, weights, note, author, made_at }) => ({
    version,
    fromQuarter: from_quarter,
    weights,
    note,
    author,
    madeAt: made_at.getTime(),
  }))
  return [...made, FIRST_SCHEME]
}

/** Adds a version where nobody was faster; returns whether it did. */
export async function writeScheme(
  db: Db,
  { version, fromQuarter, weights, note, author, madeAt }: Scheme,
): Promise<boolean> {
  const { rows } = await sql`
    insert into evaluation_scheme (version, from_quarter, weights, note, author, made_at)
    values (${version}::int, ${fromQuarter}, ${JSON.stringify(weights)}::text::jsonb, ${note}, ${author},
      ${new Date(madeAt)}::timestamptz)
    on conflict do nothing returning version`.execute(db)
  return rows.length > 0
}

/** Units that have scorecards: those that there are, and whoever is gone is in none of a running quarter. */
export async function readScoredUnits(db: Db): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select unit.id, unit.code, unit.name, unit.name_en as "nameEn", area.code as township
    from unit left join area on area.id = unit.area_id
    where unit.retired_at is null order by unit.code`.execute(db)
  return rows
}

/** Of every unit that there is or was the code, by its id. */
export async function readUnitCodes(db: Db): Promise<Map<number, string>> {
  const rows = await db.selectFrom('unit').select(['id', 'code']).execute()
  return new Map(rows.map(({ id, code }) => [id, code]))
}

/** When the first incident on file occurred, in milliseconds; null without any. In a transaction that sees the county. */
export async function readFirstMoment(trx: Db): Promise<number | null> {
  const { rows } = await sql<{ first: Date | null }>`select min(occurred_at) as first from incident`.execute(
    trx,
  )
  return rows[0]?.first?.getTime() ?? null
}
