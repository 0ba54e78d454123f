import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { openDatabase } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { say } from '../../server/say.ts'
import { findPostgresPrograms } from '../support/postgres-programs.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { millionRows, startRows, tileRows } from './rows.ts'
import type { Row } from './row.ts'

// `npm run bench -- start tiles million` measures the parts that are named, or all of them, prints a table and writes
// bench.json. Tiles and the million need PostgreSQL's server programs with PostGIS.
const asked = process.argv.slice(2)
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part)
const rows: Row[] = []
if (wants('start')) rows.push(...(await startRows()))
if (wants('tiles') || wants('million')) {
  const programs = findPostgresPrograms()
  if (programs === null) say('No PostgreSQL with PostGIS is on this machine: tiles and million are left out.')
  else {
    const cluster = await startCluster(programs)
    const { db, close } = await openDatabase({ databaseUrl: cluster.url, dataFolder: '' })
    try {
      await migrate(db)
      if (wants('tiles')) rows.push(...(await tileRows(db)))
      if (wants('million')) rows.push(...(await millionRows(db)))
    } finally {
      await close()
      await cluster.stop()
    }
  }
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
say(machine)
say('| | measured | goal | beside |\n|---|---|---|---|')
for (const { name, value, goal, peer } of rows) say(`| ${name} | ${value} | ${goal} | ${peer} |`)
writeFileSync('bench.json', `${JSON.stringify({ machine, at: new Date().toISOString(), rows }, null, 2)}\n`)
