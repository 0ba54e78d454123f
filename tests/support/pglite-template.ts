import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { Kysely } from 'kysely'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '../../server/db/migrate.ts'
import { pgliteDialect } from '../../server/db/pglite-dialect.ts'
import type { Database } from '../../server/db/types.ts'
import { CACHE_FOLDER, ROOT } from './folders.ts'

/**
 * The file of a migrated, empty embedded database, to be loaded into memory by each test file: making one from nothing
 * takes ten seconds, loading it two. Kept between runs, by the migrations and packages that it was made from.
 */
export async function pgliteTemplate(): Promise<string> {
  const file = join(CACHE_FOLDER, `pglite-${fingerprint()}.tar`)
  if (existsSync(file)) return file
  const client = await PGlite.create({ dataDir: 'memory://', extensions: { postgis } })
  await migrate(new Kysely<Database>({ dialect: pgliteDialect(client) }))
  const dump = await client.dumpDataDir('none')
  await client.close()
  mkdirSync(CACHE_FOLDER, { recursive: true })
  for (const name of readdirSync(CACHE_FOLDER).filter((entry) => entry.startsWith('pglite-'))) {
    rmSync(join(CACHE_FOLDER, name))
  }
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()))
  renameSync(unfinished, file)
  return file
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const migrations = join(ROOT, 'migrations')
  for (const name of readdirSync(migrations).toSorted())
    hash.update(name).update(readFileSync(join(migrations, name)))
  for (const name of ['pglite', 'pglite-postgis']) {
    hash.update(readFileSync(join(ROOT, 'node_modules', '@electric-sql', name, 'package.json')))
  }
  return hash.digest('hex').slice(0, 16)
}
