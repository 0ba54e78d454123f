import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { jsonRows } from '../db/geo.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import type { Level } from '../domain/level.ts'
import type { GroundThen, ReleaseItem } from './release-schema.ts'

/** Every release, the latest first. */
export async function readReleases(db: Db): Promise<ReleaseItem[]> {
  const { rows } = await sql<Omit<ReleaseItem, 'publishedAt'> & { publishedAt: Date }>`
    select seq, published_at as "publishedAt", author, reviewer, note, draft_id as draft,
      coalesce((changeset ->> 'added')::int, 0) as added,
      coalesce((changeset ->> 'changed')::int, 0) as changed,
      coalesce((changeset ->> 'retired')::int, 0) as retired
    from release order by seq desc`.execute(db)
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}

export async function hasRelease(db: Db, seq: number): Promise<boolean> {
  return (
    (await db.selectFrom('release').select('seq').where('seq', '=', seq).executeTakeFirst()) !== undefined
  )
}

/** A version of an area in a release; a leaf has no finer areas in it. */
export type VersionAt = { versionId: number; code: string; name: string; level: Level; isLeaf: boolean }

/** The areas of a release without their boundaries, ordered by code; none for 0. */
export async function readVersionsAt(db: Db, seq: number): Promise<VersionAt[]> {
  const { rows } = await sql<VersionAt>`
    with version as materialized (
      select id, area_id, parent_id, name from area_version
      where release_from <= ${seq}::int and (release_to is null or release_to > ${seq}::int)
    )
    select version.id as "versionId", area.code, version.name, area.level,
      not exists (select from version finer where finer.parent_id = version.area_id) as "isLeaf"
    from version join area on area.id = version.area_id
    order by area.code`.execute(db)
  return rows
}

/** The boundaries of versions, by their ids. */
export async function readShapesOf(db: Db, versionIds: readonly number[]): Promise<Map<number, Shape>> {
  const { rows } = await sql<{ id: number; shape: Shape }>`
    select id, rings as shape from area_version
    where id in (select value::int from json_array_elements_text(${jsonRows(versionIds)}))`.execute(db)
  return new Map(rows.map(({ id, shape }) => [id, shape]))
}

/**
 * Of a release the versions `same`, and those of `other` whose ground meets that of a live one, of whatever release; by
 * their ids, ordered by code.
 */
export async function readGroundBeside(
  db: Db,
  release: number,
  { live, same, other }: Record<'live' | 'same' | 'other', readonly number[]>,
): Promise<GroundThen['areas']> {
  const idsIn = (ids: readonly number[]) =>
    sql`(select value::int from json_array_elements_text(${jsonRows(ids)}))`
  // From the live ones by the index of places: to ask for each other one takes ten times as long after an import.
  const { rows } = await sql<GroundThen['areas'][number]>`
    with live as materialized (
      select geom from area_version where id in ${idsIn(other.length > 0 ? live : [])}
    ), beside as materialized (
      select distinct version.id from live join area_version version on version.geom && live.geom
      where version.release_from <= ${release}::int
        and (version.release_to is null or version.release_to > ${release}::int)
        and ST_Intersects(version.geom, live.geom)
    )
    select area.code, version.name, area.level, parent.code as parent, version.rings as shape
    from area_version version
    join area on area.id = version.area_id
    left join area parent on parent.id = version.parent_id
    where version.id in ${idsIn(same)}
      or (version.id in ${idsIn(other)} and version.id in (select id from beside))
    order by area.code`.execute(db)
  return rows
}
