import { sql } from 'kysely'
import { StartError } from '../errors.ts'
import { takeLock } from './advisory-lock.ts'
import type { Db } from './connect.ts'

/** The role that a transaction takes where its own is above the policies: on the embedded database, or as a superuser. */
export const APPLICATION_ROLE = 'wangge_app'

/** What the application may not do to some tables: what is read back later as evidence only grows, and the schema is its owner's. */
const WITHHELD = [
  { table: 'incident_event', rights: 'update, delete' },
  { table: 'track_reading', rights: 'update, delete' },
  { table: 'evaluation_scheme', rights: 'update, delete' },
  { table: 'quarter_closing', rights: 'update' },
  { table: 'quarter_level', rights: 'update' },
  { table: 'quarter_card', rights: 'update' },
  { table: 'quarter_incident', rights: 'update' },
  { table: 'quarter_staffing', rights: 'update' },
  { table: 'quarter_appeal', rights: 'update' },
  { table: 'quarter_appeal_decision', rights: 'update' },
  { table: 'plan_event', rights: 'update, delete' },
  { table: 'commendation_event', rights: 'update' },
  { table: 'commendation_objection', rights: 'update' },
  { table: 'commendation_objection_decision', rights: 'update' },
  { table: 'commendation_notice', rights: 'update' },
  { table: 'duty_list', rights: 'update' },
  { table: 'survey_wording', rights: 'update, delete' },
  { table: 'survey_grid', rights: 'update, delete' },
  { table: 'survey_entry', rights: 'update, delete' },
  { table: 'migration', rights: 'insert, update, delete' },
]

/**
 * Gives the role that serves what it needs, and no more; called after the migrations, by the role that owns the tables.
 * `name`: the role that serves; null: this one, too. Where no policy holds this one, transactions take another role, which
 * is made.
 */
export async function grantApplication(db: Db, name: string | null): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await takeLock(trx, 'schema')
    const { name: own, bypasses } = await readRole(trx)
    if (bypasses) {
      await createRole(trx)
      await grantTables(trx, APPLICATION_ROLE)
    }
    if (name !== null && name !== own) await grantTables(trx, name)
  })
}

/** Throws StartError for a role that no policy of the database holds, unless that is allowed. */
export async function checkServingRole(db: Db, allowSuperuser: boolean): Promise<void> {
  const { name, bypasses } = await readRole(db)
  if (bypasses && !allowSuperuser) {
    throw new StartError(
      `DATABASE_URL names "${name}", a role that row-level security does not hold (superuser or BYPASSRLS). Give the ` +
        'application a role of its own (docs/operations.md tells how), or set WANGGE_ALLOW_SUPERUSER=1 to go on without.',
    )
  }
}

/** Whether the role of this connection owns the tables, or could take the place of whoever does. */
export async function ownsTables(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class where oid = to_regclass('migration') and pg_has_role(relowner, 'usage')`.execute(db)
  return rows.length > 0
}

async function readRole(db: Db): Promise<{ name: string; bypasses: boolean }> {
  const { rows } = await sql<{ name: string; bypasses: boolean }>`
    select rolname::text as name, rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user`.execute(
    db,
  )
  return rows[0]!
}

async function createRole(trx: Db): Promise<void> {
  // Roles belong to the whole cluster: another database of it may make the same one at this moment.
  await sql`do $$ begin
    create role ${sql.id(APPLICATION_ROLE)} nologin;
  exception when duplicate_object or unique_violation then null;
  end $$`.execute(trx)
}

async function grantTables(trx: Db, role: string): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select current_schema() as schema, relname as name from pg_class c
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and not exists (
        select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`.execute(
    trx,
  )
  const to = sql.id(role)
  const tables = sql.join(rows.map(({ schema, name }) => sql.id(schema, name)))
  const views = await readViews(trx)
  await sql`grant usage on schema ${sql.id(rows[0]!.schema)} to ${to}`.execute(trx)
  await sql`grant select, insert, update, delete on ${tables} to ${to}`.execute(trx)
  if (views.length > 0) await sql`grant select on ${sql.join(views)} to ${to}`.execute(trx)
  for (const { table, rights } of WITHHELD) {
    if (rows.some(({ name }) => name === table))
      await sql`revoke ${sql.raw(rights)} on ${sql.id(table)} from ${to}`.execute(trx)
  }
}

/** Our views, without those of extensions. */
async function readViews(trx: Db) {
  const { rows } = await sql<{ schema: string; name: string }>`
    select current_schema() as schema, relname as name from pg_class c
    where relnamespace = current_schema()::regnamespace and relkind = 'v'
      and not exists (
        select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`.execute(
    trx,
  )
  return rows.map(({ schema, name }) => sql.id(schema, name))
}
