import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql, type Transaction } from 'kysely'
import type { Db } from '../db/connect.ts'
import { listMigrations } from '../db/migrate.ts'
import type { Database } from '../db/types.ts'
import { StartError } from '../errors.ts'
import type { Progress } from '../imports/progress.ts'
import { countAll, FORMAT, VERSION, type Header, type Trailer } from './format.ts'
import { countRows, isKept, readMigrations, readTables, speakPlainly, type Table } from './tables.ts'

/** Rows that are in memory at once. */
const PAGE = 1000

/**
 * Writes everything that the database holds at one moment into a new file, and returns how many rows that are. The file
 * has its name only when it is whole and on the disk. Throws StartError; then there is no file.
 */
export async function makeBackup(db: Db, file: string, progress: Progress): Promise<number> {
  if (existsSync(file)) {
    throw new StartError(`${file} is there already, and a backup never overwrites a file: name another.`)
  }
  const unfinished = `${file}.part`
  await reserve(unfinished)
  try {
    const rows = await db.transaction().execute((trx) => writeTables(trx, unfinished, progress))
    await rename(unfinished, file)
    await syncFolder(dirname(file))
    return rows
  } catch (error) {
    await rm(unfinished, { force: true })
    if (error instanceof StartError) throw error
    throw new StartError(`The backup was not made, and nothing is left of it: ${(error as Error).message}.`)
  }
}

/** Makes the file that is written to; passwords' hashes and names are nobody else's business. */
async function reserve(unfinished: string): Promise<void> {
  try {
    await (await open(unfinished, 'wx', 0o600)).close()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StartError(
      code === 'EEXIST'
        ? `${unfinished} is there already: another backup writes it, or one was cut off, and then it can be removed.`
        : `The backup cannot be written: ${message}.`,
    )
  }
}

/** After a power cut the file has its name only if the folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}

async function writeTables(
  trx: Transaction<Database>,
  unfinished: string,
  progress: Progress,
): Promise<number> {
  // As a statement: the embedded database's driver knows no levels, but the database does.
  await sql`set transaction isolation level repeatable read, read only`.execute(trx)
  await speakPlainly(trx)
  const tables = await readTables(trx)
  const header = await makeHeader(trx, tables)
  const out = createWriteStream(unfinished, { flags: 'r+', flush: true })
  await pipeline(Readable.from(lines(trx, header, tables, progress)), createGzip(), out)
  return countAll(header)
}

async function makeHeader(trx: Transaction<Database>, tables: readonly Table[]): Promise<Header> {
  const migrations = await readMigrations(trx)
  if (migrations.length === 0) {
    throw new StartError('There is nothing to back up: the database has never been used by Wangge.')
  }
  const unknown = migrations.filter((name) => !listMigrations().includes(name))
  if (unknown.length > 0) {
    throw new StartError(
      `The database is newer than this program: it has ${unknown.join(', ')}. Back it up with the newer version.`,
    )
  }
  // Like this nobody changes a table's columns while its rows are read.
  await sql`lock table ${sql.join(tables.map(({ name }) => sql.id(name)))} in access share mode`.execute(trx)
  const backed: Header['tables'] = []
  for (const { name, columns } of tables) {
    const kept = columns.filter(isKept).map((column) => column.name)
    backed.push({ name, columns: kept, rows: await countRows(trx, name) })
  }
  return {
    format: FORMAT,
    version: VERSION,
    madeAt: new Date().toISOString(),
    migrations,
    sequences: await readSequences(trx),
    tables: backed,
  }
}

/**
 * Sequences are kept as they stand, not taken from the highest id there is: an id that a removed incident had still
 * stands in its events, and must never be another's.
 */
async function readSequences(trx: Transaction<Database>): Promise<Header['sequences']> {
  const { rows } = await sql<{ name: string; last: string | null }>`
    select sequencename as name, last_value::text as last from pg_sequences
    where schemaname = current_schema() order by sequencename collate "C"`.execute(trx)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

/** The lines of the file, a page of rows at a time. */
async function* lines(
  trx: Transaction<Database>,
  header: Header,
  tables: readonly Table[],
  progress: Progress,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const add = (text: string): string => {
    hash.update(text)
    return text
  }
  const total = countAll(header)
  let rows = 0
  yield add(`${JSON.stringify(header)}\n`)
  for (const [index, table] of tables.entries()) {
    const end = rows + header.tables[index]!.rows
    for await (const page of pagesOf(trx, table)) {
      rows += page.length
      yield add(page.map((line) => `${line}\n`).join(''))
      progress.report(rows, rows / Math.max(1, total))
    }
    // In one snapshot they are equal; a reader goes by the header.
    if (rows !== end) throw new Error(`"${table.name}" gave ${rows - end} rows more than were counted`)
  }
  const trailer: Trailer = { rows, sha256: hash.digest('hex') }
  yield `${JSON.stringify(trailer)}\n`
  progress.end(rows)
}

/** The rows of a table, each as the line that tells of it, in the order of its key. */
async function* pagesOf(trx: Transaction<Database>, { name, columns, key }: Table): AsyncGenerator<string[]> {
  const values = columns.filter(isKept).map((column) => sql`${sql.id(column.name)}::text`)
  const order = key.length === 0 ? sql`` : sql`order by ${sql.join(key.map((column) => sql.id(column)))}`
  // A cursor of SQL: unlike one of the driver, the embedded database has it too.
  await sql`declare backup_row no scroll cursor for
    select array_to_json(array[${sql.join(values)}])::text as line from ${sql.id(name)} ${order}`.execute(trx)
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(PAGE)} from backup_row`.execute(trx)
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await sql`close backup_row`.execute(trx)
}
