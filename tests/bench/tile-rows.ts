import { sql } from 'kysely'
import { AreaCache } from '../../server/areas/area-cache.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { TileIndex } from '../../server/tiles/tile-index.ts'
import { startServer } from '../support/server-process.ts'
import { ask, hangUp } from './ask.ts'
import { largeCoverage } from './coverages.ts'
import { kilobytes, median, milliseconds, once, row, seconds, timed, type Row } from './row.ts'

/** The middle of the coverage. */
const PLACE = { lon: 114.7, lat: 36.6 }
const ZOOMS = [6, 8, 10]

/** Tiles of 35,344 polygons: from memory and over HTTP, beside ST_AsMVT on the same rows. */
export async function tileRows(db: Db, databaseUrl: string): Promise<Row[]> {
  const areas = largeCoverage()
  const publishing = await once(() => publishRelease(db, { author: 'bench', note: 'large coverage', areas }))
  await sql`create table mercator as select area_id, ST_Transform(geom, 3857) as geom from area_version`.execute(
    db,
  )
  await sql`create index on mercator using gist (geom)`.execute(db)
  await sql`analyze`.execute(db)
  const cache = new AreaCache(db)
  const loading = await once(() => cache.current())
  const index = await cache.current()
  const indexing = await once(async () => new TileIndex(index))
  const rows = [
    row('publish 35,344 areas with 2.3 million vertices', seconds(publishing)),
    row('read them into memory', seconds(loading)),
    row('tile index of them', seconds(indexing)),
  ]
  const server = await startServer({ DATABASE_URL: databaseUrl })
  try {
    const { release } = index
    for (const zoom of ZOOMS) {
      const [x, y] = tileAt(zoom)
      const url = `${server.url}/tiles/areas/${release}/${zoom}/${x}/${y}.mvt`
      const fresh = new TileIndex(index)
      let size = 0
      const cold = await once(async () => (size = fresh.encode(zoom, x, y)?.length ?? 0))
      const first = await ask(url)
      const again = await timed(300, () => ask(url))
      const peer = await timed(5, () => asMvt(db, zoom, x, y))
      const stored = await timed(5, () => asMvtOfStored(db, zoom, x, y))
      const fifth = milliseconds(median(peer) / 5)
      rows.push(
        row(
          `boundary tile z${zoom}, cut and encoded (${kilobytes(size)})`,
          milliseconds(cold),
          `≤ 1/5 of ST_AsMVT: ${fifth}`,
          `ST_AsMVT with transform ${milliseconds(median(peer))}, on stored 3857 ${milliseconds(median(stored))}`,
        ),
        row(
          `the same over HTTP with brotli (${kilobytes(first.body.length)}), first / again (median)`,
          `${milliseconds(first.lastByteMs)} / ${milliseconds(median(again))}`,
          'again ≤ 1 ms',
        ),
      )
    }
  } finally {
    hangUp()
    await server.stop()
  }
  return rows
}

function tileAt(zoom: number): [x: number, y: number] {
  const { lon, lat } = PLACE
  const x = (lon + 180) / 360
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)]
}

/** The tile as Martin asks for it. */
async function asMvt(db: Db, z: number, x: number, y: number): Promise<unknown> {
  return sql`
    select ST_AsMVT(tile, 'village', 4096, 'geom', 'area_id') from (
      select area_id, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)) as geom
      from area_version
      where geom && ST_Transform(ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int), 4326)
    ) tile`.execute(db)
}

/** The same from geometry that was transformed before. */
async function asMvtOfStored(db: Db, z: number, x: number, y: number): Promise<unknown> {
  return sql`
    select ST_AsMVT(tile, 'village', 4096, 'geom', 'area_id') from (
      select area_id, ST_AsMVTGeom(geom, ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)) as geom
      from mercator
      where geom && ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)
    ) tile`.execute(db)
}
