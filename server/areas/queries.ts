import { sql } from 'kysely'
import type { Shape } from '../domain/coverage/shape.ts'
import type { Level } from '../domain/level.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'

/** An area that is valid now, without its boundary. */
export type AreaRow = {
  id: number
  versionId: number
  code: string
  level: Level
  parentId: number | null
  name: string
  nameEn: string | null
  kind: 'general' | 'exclusive' | 'micro'
  households: number | null
  population: number | null
  cellCount: number | null
}

export type CurrentArea = AreaRow & { shape: Shape }

export type ReleaseRow = { seq: number; publishedAt: Date }

export async function readLatestRelease(db: Db): Promise<ReleaseRow | null> {
  const row = await db
    .selectFrom('release')
    .select(['seq', 'published_at as publishedAt'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The release of a number and when the one after it came, or null. */
export async function readRelease(
  db: Db,
  seq: number,
): Promise<(ReleaseRow & { until: Date | null }) | null> {
  const rows = await db
    .selectFrom('release')
    .select(['seq', 'published_at as publishedAt'])
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(2)
    .execute()
  const [release, next] = rows
  return release?.seq === seq ? { ...release, until: next?.publishedAt ?? null } : null
}

function selectCurrent(db: Db) {
  return db
    .selectFrom('area')
    .innerJoin('area_version as version', (join) =>
      join.onRef('version.area_id', '=', 'area.id').on('version.release_to', 'is', null),
    )
    .select([
      'area.id',
      'version.id as versionId',
      'area.code',
      'area.level',
      'version.parent_id as parentId',
      'area.name',
      'area.name_en as nameEn',
      'area.kind',
      'area.households',
      'area.population',
      'version.cell_count as cellCount',
    ])
    .orderBy('area.code')
}

/** Every area that is valid now, with its boundary. */
export async function readCurrentAreas(db: Db): Promise<CurrentArea[]> {
  return selectCurrent(db).select('version.rings as shape').execute()
}

/** Every area that is valid now, without its boundary. */
export async function readCurrentRows(db: Db): Promise<AreaRow[]> {
  return selectCurrent(db).execute()
}

/** The boundaries of versions, by their ids. */
export async function readShapes(db: Db, versionIds: readonly number[]): Promise<Map<number, Shape>> {
  const rows = await db
    .selectFrom('area_version')
    .select(['id', 'rings as shape'])
    .where(sql<boolean>`id in (select value::int from json_array_elements_text(${jsonRows(versionIds)}))`)
    .execute()
  return new Map(rows.map(({ id, shape }) => [id, shape]))
}

/** Areas that are no more, with the area that they last belonged to. */
export async function readRetiredAreas(db: Db): Promise<{ id: number; parentId: number | null }[]> {
  return db
    .selectFrom('area')
    .select(['id', 'parent_id as parentId'])
    .where('retired_at', 'is not', null)
    .execute()
}

/** Main and sub-categories, sorted by code: the index of a category in this list is its number in columns. */
export async function readCategories(db: Db) {
  return db
    .selectFrom('category')
    .select(['code', 'parent_code as parentCode', 'name', 'name_en as nameEn'])
    .orderBy('code')
    .execute()
}

/** When the first and the last incident occurred; null while there is none. */
export async function readSpan(db: Db): Promise<{ from: Date; to: Date } | null> {
  const row = await db
    .selectFrom('incident')
    .select((e) => [e.fn.min('occurred_at').as('from'), e.fn.max('occurred_at').as('to')])
    .executeTakeFirst()
  return row?.from ? { from: row.from, to: row.to } : null
}
