import { sql, type Transaction } from 'kysely'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { listMigrations, migrate } from '../db/migrate.ts'
import type { Database } from '../db/types.ts'
import { StartError } from '../errors.ts'
import type { Progress } from '../imports/progress.ts'
import { countAll, type BackedTable, type Header } from './format.ts'
import { loosenReferences } from './references.ts'
import { readBackup } from './read-backup.ts'
import { countRows, isKept, readMigrations, readTables, speakPlainly, type Table } from './tables.ts'

/** Their rows come with the migrations: what the backup has takes their place. Any other row is somebody's. */
const MADE_BY_MIGRATIONS = [
  'calendar_day',
  'category',
  'commendation_title',
  'event_head',
  'office_hours',
  'supervision_rule',
  'survey_wording',
]

/**
 * Puts a backup into an empty database: first at the schema that it was made with, in one transaction, then brought to
 * that of this program. Returns the header. Throws StartError; then no row of the backup is there.
 */
export async function restoreBackup(db: Db, file: string, progress: Progress): Promise<Header> {
  // Once through the whole file before anything is touched, and once again to load it.
  const header = await readBackup(file, async () => {})
  const unknown = header.migrations.filter((name) => !listMigrations().includes(name))
  if (unknown.length > 0) {
    throw new StartError(
      `The backup ${file} is newer than this program: it has ${unknown.join(', ')}. Restore it with the newer version.`,
    )
  }
  await db.transaction().execute((trx) => refuseUsed(trx, header))
  await migrate(db, { wanted: header.migrations })
  try {
    await db.transaction().execute((trx) => load(trx, file, header, progress))
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`The backup ${file} was not restored, no row of it: ${(error as Error).message}.`)
  }
  await migrate(db)
  await db.transaction().execute(async (trx) => {
    const names = (await readTables(trx)).map(({ name }) => sql.id(name))
    await sql`analyze ${sql.join(names)}`.execute(trx)
  })
  return header
}

/** Throws where somebody has put something into the database, or where it is of another schema than an older backup. */
async function refuseUsed(trx: Transaction<Database>, header: Header): Promise<void> {
  for (const { name } of await readTables(trx)) {
    if (MADE_BY_MIGRATIONS.includes(name)) continue
    const { rows } = await sql`select from ${sql.id(name)} limit 1`.execute(trx)
    if (rows.length > 0) {
      throw new StartError(
        `A backup is restored into an empty database only, but this one has rows in "${name}". Nothing was changed.`,
      )
    }
  }
  const newer = (await readMigrations(trx)).filter((name) => !header.migrations.includes(name))
  if (newer.length > 0) {
    throw new StartError(
      `The backup is older than the schema of this database, which has ${newer.join(', ')}. Nothing was changed: restore into a database that was never used, and it will be brought up to date.`,
    )
  }
}

async function load(
  trx: Transaction<Database>,
  file: string,
  checked: Header,
  progress: Progress,
): Promise<void> {
  await speakPlainly(trx)
  // Whoever starts a server meanwhile waits at its migrations.
  await takeLock(trx, 'schema')
  const tables = new Map((await readTables(trx)).map((table) => [table.name, table]))
  await sql`lock table ${sql.join([...tables.keys()].map((name) => sql.id(name)))}`.execute(trx)
  await refuseUsed(trx, checked)
  refuseOtherTables(tables, checked)
  const tightenReferences = await loosenReferences(trx, [...tables.keys()])
  for (const name of MADE_BY_MIGRATIONS) {
    if (tables.has(name)) await sql`delete from ${sql.id(name)}`.execute(trx)
  }
  const total = countAll(checked)
  let rows = 0
  const header = await readBackup(file, async (table, batch) => {
    await insert(trx, tables.get(table.name)!, table, batch)
    rows += batch.length
    progress.report(rows, rows / total)
  })
  if (JSON.stringify(header) !== JSON.stringify(checked))
    throw new StartError(`The backup ${file} was replaced while it was restored. Nothing was restored.`)
  await checkCounts(trx, header)
  await tightenReferences()
  for (const [name, last] of Object.entries(header.sequences)) {
    if (last !== null) await sql`select setval(quote_ident(${name})::regclass, ${last}::bigint)`.execute(trx)
  }
  progress.end(rows)
}

/** The same migrations make the same tables, unless somebody has changed them by hand. */
function refuseOtherTables(tables: ReadonlyMap<string, Table>, header: Header): void {
  const shape = (name: string, columns: readonly string[]) => `${name} (${columns.toSorted().join(', ')})`
  const here = [...tables.values()].map(({ name, columns }) => {
    return shape(
      name,
      columns.filter(isKept).map((column) => column.name),
    )
  })
  const there = header.tables.map(({ name, columns }) => shape(name, columns))
  const differing = [
    ...there.filter((table) => !here.includes(table)).map((table) => `the backup has ${table}`),
    ...here.filter((table) => !there.includes(table)).map((table) => `the database has ${table}`),
  ]
  if (differing.length === 0) return
  throw new StartError(
    `Backup and database have the same migrations but other tables: ${differing.join('; ')}. Nothing was restored.`,
  )
}

async function insert(
  trx: Transaction<Database>,
  { name, columns }: Table,
  backed: BackedTable,
  rows: readonly string[],
): Promise<void> {
  const targets = []
  const values = []
  for (const column of columns) {
    targets.push(sql.id(column.name))
    const at = sql.lit(backed.columns.indexOf(column.name))
    values.push(isKept(column) ? sql`(line ->> ${at})::${sql.raw(column.type)}` : sql`pg_current_xact_id()`)
  }
  // The lines are JSON as they are. The double cast keeps postgres.js from encoding the text a second time.
  await sql`
    insert into ${sql.id(name)} (${sql.join(targets)}) overriding system value
    select ${sql.join(values)} from jsonb_array_elements(${`[${rows.join(',')}]`}::text::jsonb) line`.execute(
    trx,
  )
}

/** A row that the database lost without a word would show here. */
async function checkCounts(trx: Transaction<Database>, header: Header): Promise<void> {
  for (const { name, rows } of header.tables) {
    const found = await countRows(trx, name)
    if (found === rows) continue
    throw new StartError(
      `"${name}" should have ${rows} rows, but ${found} came to be there. Nothing was restored.`,
    )
  }
}
