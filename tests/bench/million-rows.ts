import type { Db } from '../../server/db/connect.ts'
import { startServer } from '../support/server-process.ts'
import { servedBy } from '../support/test-databases.ts'
import { signedIn } from '../support/accounts.ts'
import { askAs, hangUp } from './ask.ts'
import { browserRows } from './browser-rows.ts'
import { draftRows } from './draft-rows.ts'
import { importRows } from './import-rows.ts'
import { publishRows } from './publish-rows.ts'
import { row, seconds, type Row } from './row.ts'
import { scopeRows } from './scope-rows.ts'
import { summaryRows } from './summary-rows.ts'
import { workRows } from './work-rows.ts'

/** A million incidents: from CSV into PostGIS, summarised, to the browser, and under new releases. */
export async function millionRows(db: Db, databaseUrl: string, count = 1_000_000): Promise<Row[]> {
  const rows = await importRows(db, count)
  askAs((await signedIn(db, 'bench', [{ role: 'leader', area: null }])).cookie)
  const startedAt = performance.now()
  const server = await startServer(servedBy(databaseUrl))
  rows.push(row('start of a server over them', seconds(performance.now() - startedAt)))
  try {
    rows.push(...(await summaryRows(db, server.url)))
    rows.push(...(await browserRows(server.url)))
    rows.push(...(await workRows(db, server.url)))
    rows.push(...(await scopeRows(db, databaseUrl)))
    rows.push(...(await publishRows(db, server.url)))
    rows.push(...(await draftRows(db, server.url)))
  } finally {
    hangUp()
    await server.stop()
  }
  return rows
}
