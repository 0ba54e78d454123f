import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'
import { jsonRows, shapeToEwkb } from '../../server/db/geo.ts'
import type { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import { OUTSIDE } from '../../server/domain/coverage/edit/operation.ts'

/**
 * A coverage as PostGIS sees it: how many areas are not valid, how many pairs share more than a border, and whether
 * their union is the outline. Nothing is rounded or tolerated.
 */
export async function coverageInPostgis(
  db: Db,
  coverage: Coverage,
): Promise<{ invalid: number; overlapping: number; unionIsOutline: boolean }> {
  const areas = [...coverage.leaves()].map((area) => ({ ewkb: shapeToEwkb(coverage.shapeOf(area)) }))
  const outline = shapeToEwkb(coverage.shapeOf(coverage.area(OUTSIDE)!))
  return db.connection().execute(async (connection) => {
    await sql`create temp table checked (id serial, geom geometry)`.execute(connection)
    try {
      await sql`
        insert into checked (geom)
        select ST_GeomFromEWKB(decode(ewkb, 'hex')) from json_to_recordset(${jsonRows(areas)}) as t(ewkb text)`.execute(
        connection,
      )
      await sql`create index on checked using gist (geom)`.execute(connection)
      const { rows } = await sql<{ invalid: number; overlapping: number; unionIsOutline: boolean }>`
        select
          (select count(*) from checked where not ST_IsValid(geom))::int as "invalid",
          (select count(*) from checked a join checked b on a.id < b.id and a.geom && b.geom
            where ST_Relate(a.geom, b.geom, 'T********'))::int as "overlapping",
          ST_Equals((select ST_Union(geom) from checked), ST_GeomFromEWKB(decode(${outline}, 'hex'))) as "unionIsOutline"
        `.execute(connection)
      return rows[0]!
    } finally {
      await sql`drop table checked`.execute(connection)
    }
  })
}
