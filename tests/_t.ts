import { openAsBlob, readdirSync } from 'node:fs'
import { openEmbedded } from '../server/db/connect.ts'
import { sql } from 'kysely'
const dir='node_modules/.cache/wangge-tests/'
const f=dir+readdirSync(dir).find(n=>n.startsWith('pglite-'))
for (let i=0;i<3;i++){
const t=performance.now()
const d=await openEmbedded('memory://', await openAsBlob(f))
const u=performance.now()
await sql`select postgis_version()`.execute(d.db)
console.log('open', (u-t).toFixed(0), 'first query', (performance.now()-u).toFixed(0))
await d.close()
}
