import { sql } from 'kysely'
import type { Db } from '../../server/db/connect.ts'

/** Asked in another way than a backup asks: what a backup forgets shows here. */
const LEFT_OUT = new Set([
  'session',
  'api_token',
  'open311_key',
  'openid_attempt',
  'tracker_key',
  'upload',
  'upload_part',
  'duty_session',
  'position',
  'position_20260301',
  'cell_passage',
  'grid_presence',
  'display',
  'display_pairing',
  'challenge_secret',
  'spent_challenge',
  'migration',
  'spatial_ref_sys',
])

/** Every row of every table as one text, sorted; without what a restored database has of its own. */
export async function rowsOf(db: Db): Promise<Record<string, string[]>> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column"
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and column_name <> 'changed'
    order by table_name, column_name`.execute(db)
  const found: Record<string, string[]> = {}
  for (const name of new Set(columns.map(({ table }) => table))) {
    if (LEFT_OUT.has(name)) continue
    const own = columns.filter(({ table }) => table === name).map(({ column }) => sql.id(column))
    const { rows } = await sql<{
      line: string
    }>`select row(${sql.join(own)})::text as line from ${sql.id(name)}`.execute(db)
    found[name] = rows.map(({ line }) => line).toSorted()
  }
  return found
}

/** The foreign keys of all tables. */
export async function referencesOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated as line
    from pg_constraint where contype = 'f'`.execute(db)
  return rows.map(({ line }) => line).toSorted()
}
