import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { Kysely, sql } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import { StartError } from '../errors.ts'
import { takeLock } from './advisory-lock.ts'
import { lockFolder } from './lock-file.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import type { Database } from './types.ts'

export type Db = Kysely<Database>

export type OpenDatabase = {
  kind: 'pglite' | 'postgres'
  db: Db
  /**
   * Calls back with the text whenever something is notified on a channel, and with null where something may have been missed;
   * resolves to what ends it.
   */
  listen(channel: string, wake: (text: string | null) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const OLDEST_POSTGRES = 150000
const OLDEST_POSTGIS = [3, 3] as const

/** Opens PostgreSQL where a URL is given, otherwise the embedded database in a folder. Throws StartError in plain words. */
export async function openDatabase(config: {
  databaseUrl: string | null
  dataFolder: string
}): Promise<OpenDatabase> {
  return config.databaseUrl === null ? openEmbedded(config.dataFolder) : openPostgres(config.databaseUrl)
}

/** What a test opens an embedded database from: what is in it, and its program, compiled once for all of them. */
export type EmbeddedTemplate = { loadDataDir: Blob; pgliteWasmModule: WebAssembly.Module; fsBundle: Blob }

/** The embedded database; `memory://` keeps it in memory, for tests. */
export async function openEmbedded(folder: string, template?: EmbeddedTemplate): Promise<OpenDatabase> {
  const inMemory = folder.startsWith('memory://')
  if (!inMemory) mkdirSync(folder, { recursive: true })
  const unlock = inMemory ? () => {} : lockFolder(folder)
  try {
    const client = await openEmbeddedClient(inMemory ? folder : join(folder, 'database'), template)
    const db = new Kysely<Database>({ dialect: pgliteDialect(client) })
    const close = async () => {
      await db.destroy()
      await client.close()
      unlock()
    }
    const listen: OpenDatabase['listen'] = (channel, wake) => client.listen(channel, wake)
    return { kind: 'pglite', db, listen, close }
  } catch (error) {
    unlock()
    if (error instanceof StartError) throw error
    throw new StartError(
      `The embedded database in ${folder} could not be opened: ${(error as Error).message}`,
    )
  }
}

/** The embedded database without anything around it. */
export async function openEmbeddedClient(dataDir: string, template?: EmbeddedTemplate): Promise<PGlite> {
  const client = await PGlite.create({
    dataDir,
    extensions: { postgis },
    parsers: { [types.INT8]: Number, [types.DATE]: (text) => text },
    ...template,
  })
  forgetUnread(client)
  await client.exec("set timezone to 'UTC'")
  return client
}

/** Arrays that queries give: of bool, name, int2, int4, text, varchar, int8, float4, float8, timestamp, date, timestamptz, numeric, json, jsonb, uuid. */
const READ_ARRAYS = [
  1000, 1003, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1115, 1182, 1185, 1231, 199, 3807, 2951,
]

/**
 * PGlite copies all its parsers for each query: 410, for each table has an array of its rows, which nobody reads. Without
 * them a small query takes half as long.
 */
function forgetUnread({ parsers }: PGlite): void {
  const read = new Set([...Object.keys(types.parsers), ...READ_ARRAYS.map(String)])
  for (const type of Object.keys(parsers)) if (!read.has(type)) delete parsers[type]
}

async function openPostgres(url: string): Promise<OpenDatabase> {
  const client = postgres(url, {
    max: 8,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'wangge', TimeZone: 'UTC' },
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    },
  })
  const db = new Kysely<Database>({ dialect: new PostgresJSDialect({ postgres: client }) })
  try {
    await checkPostgres(db)
  } catch (error) {
    await client.end({ timeout: 1 })
    throw error instanceof StartError ? error : new StartError(connectionFault(url, error as Error))
  }
  return {
    kind: 'postgres',
    db,
    // On a connection of its own, which is made again, and wakes, when it was lost.
    async listen(channel, wake) {
      const { unlisten } = await client.listen(channel, wake, () => wake(null))
      return unlisten
    },
    // Whoever reads in a loop would keep a start that failed from ending.
    close: () => client.end({ timeout: 5 }),
  }
}

/** Versions and the extension: created here when the role may. */
async function checkPostgres(db: Db): Promise<void> {
  const { rows } = await sql<{
    version: number
  }>`select current_setting('server_version_num')::int as version`.execute(db)
  const version = rows[0]?.version ?? 0
  if (version < OLDEST_POSTGRES) {
    throw new StartError(
      `PostgreSQL 15 or newer is needed; DATABASE_URL leads to ${Math.floor(version / 10000)}.`,
    )
  }
  try {
    // Two processes that start at once would both find it missing.
    await db.transaction().execute(async (trx) => {
      await takeLock(trx, 'schema')
      await sql`create extension if not exists postgis`.execute(trx)
    })
  } catch (error) {
    throw new StartError(
      `PostGIS is not in the database and could not be created (${(error as Error).message}). ` +
        'Install PostGIS 3.3 or newer on the server and run "create extension postgis" as an administrator.',
    )
  }
  const found = await sql<{ version: string }>`select postgis_lib_version() as version`.execute(db)
  const [major = 0, minor = 0] = (found.rows[0]?.version ?? '').split('.').map(Number)
  if (major < OLDEST_POSTGIS[0] || (major === OLDEST_POSTGIS[0] && minor < OLDEST_POSTGIS[1])) {
    throw new StartError(
      `PostGIS ${OLDEST_POSTGIS.join('.')} or newer is needed; the server has ${major}.${minor}.`,
    )
  }
}

/** The address without the password, and what went wrong. */
function connectionFault(url: string, error: Error & { code?: string }): string {
  const address = URL.canParse(url) ? new URL(url) : null
  const where = address ? `${address.hostname}:${address.port || 5432}${address.pathname}` : 'DATABASE_URL'
  return `The database at ${where} could not be reached or refused us: ${error.message || error.code || 'no answer'}.`
}
