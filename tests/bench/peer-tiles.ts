import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** The tile as Martin asks for it. */
export async function asMvt(db: Db, z: number, x: number, y: number): Promise<unknown> {
  return sql`
    select ST_AsMVT(tile, 'village', 4096, 'geom', 'area_id') from (
      select area_id, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)) as geom
      from area_version
      where geom && ST_Transform(ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int), 4326)
    ) tile`.execute(db)
}

/** Boundaries transformed in advance, which PostGIS can be helped with. */
export async function storeMercator(db: Db): Promise<void> {
  await sql`create table mercator as select area_id, ST_Transform(geom, 3857) as geom from area_version`.execute(
    db,
  )
  await sql`create index on mercator using gist (geom)`.execute(db)
}

/** The tile from those. */
export async function asMvtOfStored(db: Db, z: number, x: number, y: number): Promise<unknown> {
  return sql`
    select ST_AsMVT(tile, 'village', 4096, 'geom', 'area_id') from (
      select area_id, ST_AsMVTGeom(geom, ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)) as geom
      from mercator
      where geom && ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)
    ) tile`.execute(db)
}
