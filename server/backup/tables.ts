import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'

export type Column = { name: string; type: string }

/** A table as the database describes it: its columns in order, and the names of its primary key. */
export type Table = { name: string; columns: Column[]; key: string[] }

/**
 * What has ended does not come back to life with a backup: nobody's session, no program's token, no app's key, nobody on the way in, no display. Nor does
 * what is erased after 30 days, which a backup would keep for longer. The migrations are named in its header.
 */
const NOT_KEPT = new Set([
  'session',
  'api_token',
  'open311_key',
  'tracker_key',
  'openid_attempt',
  'upload',
  'upload_part',
  'duty_session',
  'position',
  'cell_passage',
  'grid_presence',
  'display',
  'display_pairing',
  'challenge_secret',
  'spent_challenge',
  'migration',
])

/** Numbers of transactions mean nothing in another database: restored rows get that of the restoring transaction. */
const TRANSACTION_NUMBER = 'xid8'

export const isKept = (column: Column): boolean => column.type !== TRANSACTION_NUMBER

/**
 * The tables whose rows a backup holds, asked from the database, so that one that a later migration adds is never
 * forgotten. Tables of extensions (PostGIS has one) and columns that the database computes are left out.
 */
export async function readTables(trx: Transaction<Database>): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name,
      array_to_json(array(
        select json_build_object('name', attname, 'type', format_type(atttypid, atttypmod))
        from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum)) as columns,
      array_to_json(array(
        select a.attname
        from pg_index i, unnest(i.indkey) with ordinality k(number, place), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.number
        order by k.place)) as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`.execute(trx)
  return rows.filter(({ name }) => !NOT_KEPT.has(name))
}

/** How many rows a table has. */
export async function countRows(trx: Transaction<Database>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`.execute(trx)
  return rows[0]!.count
}

/** The migrations that the database has had; none where it has never been one of ours. */
export async function readMigrations(trx: Transaction<Database>): Promise<string[]> {
  const { rows: found } = await sql<{
    found: boolean
  }>`select to_regclass('migration') is not null as found`.execute(trx)
  if (!found[0]!.found) return []
  const { rows } = await sql<{ name: string }>`select name from migration order by name collate "C"`.execute(
    trx,
  )
  return rows.map(({ name }) => name)
}

/**
 * Makes values read and write as the same text in every database, whatever its role or server is set to; and lets the
 * transaction take its time.
 */
export async function speakPlainly(trx: Transaction<Database>): Promise<void> {
  await sql`
    set local timezone = 'UTC';
    set local datestyle = 'ISO, YMD';
    set local intervalstyle = 'postgres';
    set local extra_float_digits = 1;
    set local bytea_output = 'hex';
    set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0`.execute(trx)
}
