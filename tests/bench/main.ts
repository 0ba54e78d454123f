import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { openDatabase, type Db } from '../../server/db/connect.ts'
import { say } from '../../server/say.ts'
import { findPostgresPrograms } from '../support/postgres-programs.ts'
import { startDatabaseMaker } from '../support/test-databases.ts'
import { coverageRows } from './coverage-rows.ts'
import { dutyRows } from './duty-rows.ts'
import { engineRows } from './engine-rows.ts'
import { millionRows } from './million-rows.ts'
import type { Row } from './row.ts'
import { startRows } from './start-rows.ts'
import { tileRows } from './tile-rows.ts'
import { walkRows } from './walk-rows.ts'
import { wallRows } from './wall-rows.ts'
import { wallSoak } from './wall-soak.ts'

// `npm run bench -- start engine tiles million walk coverage duty wall wall-soak` measures the parts that are named, or all of them but the last, prints a table and writes
// bench.json. All but start and engine need PostgreSQL's server programs with PostGIS.
const PARTS_ON_POSTGIS: Record<string, (db: Db, databaseUrl: string) => Promise<Row[]>> = {
  tiles: tileRows,
  million: millionRows,
  walk: walkRows,
  coverage: coverageRows,
  duty: dutyRows,
  wall: wallRows,
  'wall-soak': wallSoak,
}

const asked = process.argv.slice(2)
/** An hour long: only where it is named. */
const LONG = new Set(['wall-soak'])
const wants = (part: string): boolean => (asked.length === 0 && !LONG.has(part)) || asked.includes(part)
const rows: Row[] = []
const loadBefore = loadavg()[0]!.toFixed(1)
if (wants('start')) rows.push(...(await startRows()))
if (wants('engine')) rows.push(...engineRows())
rows.push(...(await rowsOnPostgis()))
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load before ${loadBefore}`
say(machine)
say('| | measured | goal | beside |\n|---|---|---|---|')
for (const { name, value, goal, peer } of rows) say(`| ${name} | ${value} | ${goal} | ${peer} |`)
writeFileSync('bench.json', `${JSON.stringify({ machine, at: new Date().toISOString(), rows }, null, 2)}\n`)

/** The parts that need PostGIS, each on a database of its own. */
async function rowsOnPostgis(): Promise<Row[]> {
  const parts = Object.entries(PARTS_ON_POSTGIS).filter(([name]) => wants(name))
  if (parts.length === 0) return []
  const programs = findPostgresPrograms()
  if (programs === null) {
    say('No PostgreSQL with PostGIS is on this machine: tiles and million are left out.')
    return []
  }
  const maker = await startDatabaseMaker({ programs })
  const found: Row[] = []
  try {
    for (const [, measure] of parts) {
      const databaseUrl = await maker.create()
      const { db, close } = await openDatabase({ databaseUrl, dataFolder: '' })
      found.push(...(await measure(db, databaseUrl).finally(close)))
    }
  } finally {
    await maker.stop()
  }
  return found
}
