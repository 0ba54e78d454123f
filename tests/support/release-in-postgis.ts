import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** The current release as PostGIS sees it; nothing is rounded or tolerated. Codes of areas that are not as they must be. */
export type StoredRelease = {
  invalid: string[]
  /** Pairs of one level that share more than a border, as "a b". */
  overlapping: string[]
  /** Areas that are not the union of those below. */
  unlike: string[]
  unionIsCounty: boolean
}

/** What the current release must be. */
export const EXACT: StoredRelease = { invalid: [], overlapping: [], unlike: [], unionIsCounty: true }

export async function releaseInPostgis(db: Db): Promise<StoredRelease> {
  const current = sql`(
    select area.id, area.code, area.level, version.parent_id, version.geom
    from area_version version join area on area.id = version.area_id where version.release_to is null)`
  const { rows } = await sql<StoredRelease>`
    with now as materialized (select * from ${current} current),
    invalid as (select code from now where not ST_IsValid(geom)),
    overlapping as (
      select a.code || ' ' || b.code as code from ${current} a join ${current} b
        on a.level = b.level and a.id < b.id and a.geom && b.geom and ST_Relate(a.geom, b.geom, 'T********')),
    unlike as (
      select parent.code from now parent
      join lateral (select ST_Union(geom) as geom from now child where child.parent_id = parent.id) below
        on below.geom is not null and not ST_Equals(below.geom, parent.geom))
    select
      array_to_json(array(select code from invalid)) as "invalid",
      array_to_json(array(select code from overlapping)) as "overlapping",
      array_to_json(array(select code from unlike)) as "unlike",
      ST_Equals(
        (select ST_Union(geom) from now leaf
          where not exists (select from now finer where finer.parent_id = leaf.id)),
        (select geom from now top where level = 'county')) as "unionIsCounty"`.execute(db)
  return rows[0]!
}
