import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '../../server/db/connect.ts'

/** PostGIS as the judge of the current release: every area valid, none overlapping, each the union of those below. */
export async function expectExact(db: Db): Promise<void> {
  const current = sql`(
    select area.id, area.code, area.level, version.parent_id, version.geom
    from area_version version join area on area.id = version.area_id where version.release_to is null)`
  const { rows: invalid } = await sql`select code from ${current} now where not ST_IsValid(geom)`.execute(db)
  expect(invalid).toEqual([])
  const { rows: overlapping } = await sql`
    select a.code, b.code as other from ${current} a join ${current} b
      on a.level = b.level and a.id < b.id and a.geom && b.geom and ST_Relate(a.geom, b.geom, 'T********')`.execute(
    db,
  )
  expect(overlapping).toEqual([])
  const { rows: unlike } = await sql`
    select parent.code from ${current} parent
    join lateral (select ST_Union(geom) as geom from ${current} child where child.parent_id = parent.id) below
      on below.geom is not null and not ST_Equals(below.geom, parent.geom)`.execute(db)
  expect(unlike).toEqual([])
  const { rows: county } = await sql<{ equals: boolean }>`
    select ST_Equals(
      (select ST_Union(geom) from ${current} leaf
        where not exists (select from ${current} finer where finer.parent_id = leaf.id)),
      (select geom from ${current} top where level = 'county')) as equals`.execute(db)
  expect(county).toEqual([{ equals: true }])
}
