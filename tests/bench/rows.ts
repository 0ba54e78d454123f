import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { AreaCache } from '../../server/areas/area-cache.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { createRandom } from '../../server/demo/random.ts'
import { importIncidents } from '../../server/imports/incidents/import-incidents.ts'
import { TileIndex } from '../../server/tiles/tile-index.ts'
import { toColumns, histogram } from '../../web/state/incident-columns.ts'
import { openServer } from '../support/server.ts'
import { startServer } from '../support/server-process.ts'
import { largeCoverage } from './large-coverage.ts'
import { milliseconds, quantile, timed, type Row } from './row.ts'

/** `npm start` into an empty folder with the demonstration county, and again. */
export async function startRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  const seconds = async (): Promise<string> => {
    const startedAt = performance.now()
    const server = await startServer({ WANGGE_DATA: folder, WANGGE_DEMO: '1' })
    await fetch(`${server.url}/api/summary`)
    const taken = (performance.now() - startedAt) / 1000
    await server.stop()
    return `${taken.toFixed(1)} s`
  }
  const rows = [
    {
      name: 'first start with the demonstration county, to a page with figures',
      value: await seconds(),
      goal: '≤ 40 s',
      peer: '',
    },
    { name: 'restart', value: await seconds(), goal: '≤ 6 s', peer: '' },
  ]
  rmSync(folder, { recursive: true, force: true })
  return rows
}

/** Tiles of 35,344 polygons from memory, beside ST_AsMVT on the same rows. */
export async function tileRows(db: Db): Promise<Row[]> {
  await publishRelease(db, { author: 'bench', note: 'large coverage', areas: largeCoverage() })
  await sql`analyze`.execute(db)
  const areas = await new AreaCache(db).current()
  const startedAt = performance.now()
  const index = new TileIndex(areas)
  const rows: Row[] = [
    {
      name: 'tile index of 35,344 polygons',
      value: milliseconds(performance.now() - startedAt),
      goal: '',
      peer: '',
    },
  ]
  for (const [z, x, y] of [
    [6, 52, 24],
    [8, 208, 98],
    [10, 834, 394],
  ] as const) {
    const fresh = new TileIndex(areas)
    const [cold] = await timed(1, async () => fresh.encode(z, x, y))
    const warm = await timed(20, async () => index.encode(z, x, y))
    const peer = await timed(3, () => mvtOf(db, z, x, y))
    rows.push({
      name: `boundary tile z${z}, cold / again`,
      value: `${milliseconds(cold!)} / ${milliseconds(quantile(warm, 0.5))}`,
      goal: '≤ 1/5 of ST_AsMVT',
      peer: `ST_AsMVT ${milliseconds(quantile(peer, 0.5))}`,
    })
  }
  return rows
}

async function mvtOf(db: Db, z: number, x: number, y: number): Promise<unknown> {
  return sql`
    select ST_AsMVT(tile, 'village') from (
      select area_id, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int)) as geom
      from area_version
      where geom && ST_Transform(ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int), 4326)
    ) tile`.execute(db)
}

/** A million incidents: from CSV into PostGIS, summarised, and to the browser. */
export async function millionRows(db: Db, count = 1_000_000): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  const file = join(folder, 'incidents.csv')
  await writeCsv(file, count)
  const options = {
    file,
    fields: {
      lon: null,
      lat: null,
      wkt: null,
      time: null,
      category: null,
      id: null,
      title: null,
      address: null,
    },
    categoryMapFile: null,
    crs: 'EPSG:4326',
    timeZone: 'Asia/Shanghai',
    source: 'bench',
    dryRun: false,
    rejectsFile: null,
  }
  const { seconds, imported } = await importIncidents(db, options, { report: () => {}, end: () => {} })
  const megabytes = (statSync(file).size / 1e6).toFixed(0)
  rmSync(folder, { recursive: true, force: true })
  const app = await openServer(db)
  const summary = '/api/summary?from=2025-06-01T00:00:00Z&to=2025-07-01T00:00:00Z'
  await app.inject({ url: summary })
  const month = await timed(40, () => app.inject({ url: summary }))
  const all = await timed(20, () =>
    app.inject({ url: '/api/summary?from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z' }),
  )
  let body: Buffer = Buffer.alloc(0)
  const arrow = await timed(3, async () => {
    body = (await app.inject({ url: '/api/incidents.arrow', headers: { 'accept-encoding': 'gzip' } }))
      .rawPayload
  })
  const plain = (
    await app.inject({ url: '/api/incidents.arrow', headers: { 'accept-encoding': 'identity' } })
  ).rawPayload
  const buffer = plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.byteLength) as ArrayBuffer
  const decode = await timed(3, async () => toColumns(buffer))
  const columns = toColumns(buffer)
  const bars = await timed(10, async () =>
    histogram(columns, columns.firstSecond, columns.lastSecond + 1, 1500, null),
  )
  await app.close()
  return [
    {
      name: `import of ${imported.toLocaleString('en')} incidents from CSV (${megabytes} MB), PostGIS`,
      value: `${Math.round(imported / seconds).toLocaleString('en')} rows/s`,
      goal: '≥ 20,000 rows/s',
      peer: '',
    },
    {
      name: 'GET /api/summary, a month, p95',
      value: milliseconds(quantile(month, 0.95)),
      goal: '≤ 50 ms',
      peer: '',
    },
    {
      name: 'GET /api/summary, two years, p95',
      value: milliseconds(quantile(all, 0.95)),
      goal: '≤ 50 ms',
      peer: '',
    },
    {
      name: `${count.toLocaleString('en')} incidents as Arrow, gzip, served + decoded`,
      value: `${milliseconds(quantile(arrow, 0.5))} + ${milliseconds(quantile(decode, 0.5))}, ${(body.length / count).toFixed(1)} bytes a row`,
      goal: '≤ 2 s, ≤ 16 bytes a row',
      peer: '',
    },
    {
      name: 'histogram of the time bar over all of them',
      value: milliseconds(quantile(bars, 0.5)),
      goal: '< 16 ms',
      peer: '',
    },
  ]
}

async function writeCsv(file: string, count: number): Promise<void> {
  const random = createRandom(11)
  const out = createWriteStream(file)
  out.write('id,time,lon,lat,category,title\n')
  const from = Date.UTC(2024, 0, 1)
  for (let i = 0; i < count; i += 1) {
    const time = new Date(from + random.integer(0, 731 * 86_400 - 1) * 1000).toISOString()
    const lon = random.between(113, 114.88).toFixed(7)
    const lat = random.between(36, 37.88).toFixed(7)
    if (!out.write(`${i},${time},${lon},${lat},0${random.integer(1, 9)},incident ${i}\n`))
      await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
