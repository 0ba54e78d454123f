import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { publishRelease } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { importIncidents } from '../../server/imports/incidents/import-incidents.ts'
import { countyOfGrids } from './coverages.ts'
import { once, row, seconds, type Row } from './row.ts'
import { writeCsv } from './write-csv.ts'

/** 5,000 grids, and so many incidents from CSV, in an empty database. */
export async function importRows(db: Db, count: number): Promise<Row[]> {
  const areas = countyOfGrids()
  const publishing = await once(() => publishRelease(db, { author: 'bench', note: 'county', areas }))
  await sql`analyze`.execute(db)
  const folder = mkdtempSync(join(tmpdir(), 'wangge-bench-'))
  const file = join(folder, 'incidents.csv')
  try {
    await writeCsv(file, count)
    const outcome = await importIncidents(db, optionsFor(file), { report: () => {}, end: () => {} })
    const megabytes = (statSync(file).size / 1e6).toFixed(0)
    return [
      row('publish 5,000 grids into an empty database', seconds(publishing)),
      row(
        `import of ${outcome.imported.toLocaleString('en')} incidents from CSV (${megabytes} MB), PostGIS`,
        `${Math.round(outcome.imported / outcome.seconds).toLocaleString('en')} rows/s`,
        '≥ 20,000 rows/s',
        `insert … select into a twin table, same indexes, no parsing: ${await copyRate(db)} rows/s`,
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function optionsFor(file: string): Parameters<typeof importIncidents>[1] {
  const [lon, lat, time, category, title, id] = ['lon', 'lat', 'time', 'category', 'title', 'id']
  return {
    file,
    fields: { lon, lat, time, category, title, id, wkt: null, address: null },
    categoryMapFile: null,
    crs: 'EPSG:4326',
    timeZone: 'Asia/Shanghai',
    source: 'bench',
    dryRun: false,
    rejectsFile: null,
  }
}

/** Rows that PostgreSQL itself writes a second, from a table to another one with the same indexes and checks. */
async function copyRate(db: Db): Promise<string> {
  await sql`create table twin (like incident including all)`.execute(db)
  let count = 0
  const taken = await once(async () => {
    const { numAffectedRows } = await sql`
      insert into twin overriding system value select * from incident limit 200000`.execute(db)
    count = Number(numAffectedRows ?? 0)
  })
  await sql`drop table twin`.execute(db)
  return Math.round(count / (taken / 1000)).toLocaleString('en')
}
