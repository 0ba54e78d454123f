import { sql } from 'kysely'
import { AreaCache } from '../../server/areas/area-cache.ts'
import type { AreaIndex } from '../../server/areas/area-index.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { finish } from '../../server/domain/steps.ts'
import { TileIndex } from '../../server/tiles/tile-index.ts'
import { servedBy } from '../support/test-databases.ts'
import { startServer } from '../support/server-process.ts'
import { ask, hangUp } from './ask.ts'
import { largeCoverage } from './coverages.ts'
import { asMvt, asMvtOfStored, storeMercator } from './peer-tiles.ts'
import { kilobytes, median, milliseconds, once, row, seconds, timed, type Row } from './row.ts'

/** The middle of the coverage. */
const PLACE = { lon: 114.7, lat: 36.6 }

/** Blocks of tiles around it, each side so many tiles long: they lie in the coverage. */
const BLOCKS = [
  { zoom: 6, side: 2 },
  { zoom: 8, side: 5 },
  { zoom: 10, side: 5 },
]

/** Tiles of 35,344 polygons: from memory and over HTTP, beside ST_AsMVT on the same rows. */
export async function tileRows(db: Db, databaseUrl: string): Promise<Row[]> {
  const areas = largeCoverage()
  const publishing = await once(() => publishRelease(db, { author: 'bench', note: 'large coverage', areas }))
  await storeMercator(db)
  await sql`analyze`.execute(db)
  const cache = new AreaCache(db)
  const loading = await once(() => cache.current())
  const index = await cache.current()
  const indexing = await once(async () => finish(TileIndex.of(index)))
  const rows = [
    row('publish 35,344 areas with 2.3 million vertices', seconds(publishing)),
    row('read them into memory', seconds(loading)),
    row('tile index of them', seconds(indexing)),
  ]
  const server = await startServer(servedBy(databaseUrl))
  try {
    for (const { zoom, side } of BLOCKS) {
      const tiles = blockOfTiles(zoom, side)
      rows.push(await cuttingRow(db, index, zoom, tiles))
      rows.push(await servingRow(`${server.url}/tiles/areas/${index.release}`, zoom, tiles))
    }
  } finally {
    hangUp()
    await server.stop()
  }
  return rows
}

type Tile = [x: number, y: number]

/** Cutting and encoding, each tile once and for the first time. */
async function cuttingRow(db: Db, areas: AreaIndex, zoom: number, tiles: readonly Tile[]): Promise<Row> {
  const index = finish(TileIndex.of(areas))
  const taken: { cold: number; peer: number; stored: number; size: number }[] = []
  for (const [x, y] of tiles) {
    let size = 0
    const cold = await once(async () => (size = index.encode(zoom, x, y)?.length ?? 0))
    const peer = await once(() => asMvt(db, zoom, x, y))
    taken.push({ cold, peer, stored: await once(() => asMvtOfStored(db, zoom, x, y)), size })
  }
  const middle = (name: 'cold' | 'peer' | 'stored' | 'size') => median(taken.map((tile) => tile[name]))
  return row(
    `boundary tile z${zoom}, cold: cut and encoded (median of ${tiles.length}, ${kilobytes(middle('size'))})`,
    milliseconds(middle('cold')),
    `≤ 1/5 of ST_AsMVT: ${milliseconds(middle('peer') / 5)}`,
    `ST_AsMVT with transform ${milliseconds(middle('peer'))}, on stored 3857 ${milliseconds(middle('stored'))}`,
  )
}

/** The same over HTTP: asked for first, when the body is made and compressed, and again. */
async function servingRow(base: string, zoom: number, tiles: readonly Tile[]): Promise<Row> {
  const urls = tiles.map(([x, y]) => `${base}/${zoom}/${x}/${y}.mvt`)
  const first: number[] = []
  const sizes: number[] = []
  for (const url of urls) {
    const { lastByteMs, body } = await ask(url)
    first.push(lastByteMs)
    sizes.push(body.length)
  }
  const again: number[] = []
  for (const url of urls) again.push(...(await timed(20, () => ask(url))))
  return row(
    `the same over HTTP with brotli (${kilobytes(median(sizes))}), first / warm median`,
    `${milliseconds(median(first))} / ${milliseconds(median(again))}`,
    'warm ≤ 1 ms',
  )
}

function blockOfTiles(zoom: number, side: number): Tile[] {
  const x = ((PLACE.lon + 180) / 360) * 2 ** zoom
  const y = ((1 - Math.asinh(Math.tan((PLACE.lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom
  const first = { x: Math.round(x - side / 2), y: Math.round(y - side / 2) }
  return Array.from({ length: side * side }, (_, i) => [first.x + (i % side), first.y + Math.floor(i / side)])
}
