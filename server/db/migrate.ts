import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { StartError } from '../errors.ts'
import { takeLock } from './advisory-lock.ts'
import { grantApplication, ownsTables } from './application-role.ts'
import type { Db } from './connect.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)

/** The names of this program's migrations, in order. */
export function listMigrations(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
}

/**
 * Brings the database to the code's schema and returns the names of what was applied now. Each migration runs in a
 * transaction of its own, under one lock, so that several processes may start at once. `wanted`: only those of these
 * names, for a backup that has an older schema. `application`: the role that serves, where another than the owner does:
 * it is given its rights.
 */
export async function migrate(
  db: Db,
  {
    wanted = null,
    application = null,
  }: { wanted?: readonly string[] | null; application?: string | null } = {},
): Promise<string[]> {
  const files = listMigrations().filter((name) => wanted === null || wanted.includes(name))
  if (await isDone(db, files)) {
    // Nothing to do for a role that owns nothing; the owner sees to it that everybody's rights are as they should be.
    if (await ownsTables(db)) await grantApplication(db, application)
    return []
  }
  await createHistory(db)
  await refuseNewerSchema(db, listMigrations())
  const applied: string[] = []
  for (const name of files) {
    if (await applyOnce(db, name)) applied.push(name)
  }
  await grantApplication(db, application)
  return applied
}

async function isDone(db: Db, files: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean
  }>`select to_regclass('migration') is not null as found`.execute(db)
  if (!rows[0]!.found) return false
  const done = await sql<{ name: string }>`select name from migration`.execute(db)
  const names = new Set(done.rows.map(({ name }) => name))
  return names.size === files.length && files.every((name) => names.has(name))
}

async function createHistory(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await takeLock(trx, 'schema')
    try {
      await sql`create table if not exists migration (
        name text primary key, applied_at timestamptz not null default now())`.execute(trx)
    } catch (error) {
      throw new StartError(
        `The database is not at the schema of this version, and its role may not create tables (${(error as Error).message}). ` +
          'Set DATABASE_OWNER_URL to the role that owns the tables, or grant this one CREATE on the schema.',
      )
    }
  })
}

async function refuseNewerSchema(db: Db, files: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  const unknown = rows.map((row) => row.name).filter((name) => !files.includes(name))
  if (unknown.length > 0) {
    throw new StartError(
      `The database is newer than this program: it has ${unknown.join(', ')}. Start the newer version, or restore a backup.`,
    )
  }
}

async function applyOnce(db: Db, name: string): Promise<boolean> {
  const text = readFileSync(new URL(name, FOLDER), 'utf8')
  return db.transaction().execute(async (trx) => {
    await takeLock(trx, 'schema')
    const done = await sql`select 1 from migration where name = ${name}`.execute(trx)
    if (done.rows.length > 0) return false
    await sql.raw(text).execute(trx)
    await sql`insert into migration (name) values (${name})`.execute(trx)
    return true
  })
}
