import type { PGlite } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { openEmbeddedClient, type EmbeddedTemplate, type OpenDatabase } from '../../server/db/connect.ts'
import { pgliteDialect } from '../../server/db/pglite-dialect.ts'
import type { Database } from '../../server/db/types.ts'

/** Databases that were given back: emptied, and the next is one of them. Opening one costs three seconds of a core, emptying it a tenth. */
const free: PGlite[] = []
const MOST_FREE = 2

/** What a fresh database has, in a schema of its own, and what its schema looks like. */
const KEEP = `
  create schema kept;
  do $$ declare name text; has_rows boolean; begin
    for name in ${ourTables()} loop
      execute format('select exists (select from public.%I)', name) into has_rows;
      if has_rows then execute format('create table kept.%1$I as table public.%1$I', name); end if;
    end loop;
  end $$;
  create table kept.of_sequences as
    select sequencename::text as name, last_value from pg_sequences where schemaname = 'public' and last_value is not null;
  create table kept.of_schema as select ${fingerprint()} as hash`

/**
 * As replica: triggers that refuse to change a record do not fire, nor do foreign keys ask. Statistics go as well: those of
 * shapes that are no longer there let PostGIS reckon selectivities that are no number.
 */
const EMPTY = `
  set timezone to 'UTC'; set session_replication_role = replica;
  do $$ declare name text; begin
    execute (select 'truncate ' || string_agg(format('public.%I', relname), ', ') || ' restart identity'
      from (${ourTables()}) as ours);
    for name in select relname from pg_class where relnamespace = 'kept'::regnamespace
        and relkind = 'r' and relname not like 'of\\_%' loop
      execute format('insert into public.%1$I overriding system value table kept.%1$I', name);
    end loop;
    perform setval(format('public.%I', of_sequences.name), last_value) from kept.of_sequences;
  end $$;
  delete from pg_statistic where starelid in (${ourTables('oid')});
  set session_replication_role = origin`

/**
 * A fresh embedded database in memory: migrated and empty. It is one that another test gave back by `close()`, where there is one;
 * whoever still asks after that is refused, as by a database that is closed.
 */
export async function leaseEmbedded(template: () => Promise<EmbeddedTemplate>): Promise<OpenDatabase> {
  const client = free.pop() ?? (await openKept(await template()))
  let isOpen = true
  const ends: (() => Promise<void>)[] = []
  const refuseWhenClosed = () => {
    if (!isOpen) throw new Error('PGlite is closed')
  }
  const lease = {
    async exec(...asked: Parameters<PGlite['exec']>) {
      refuseWhenClosed()
      return client.exec(...asked)
    },
    async query(...asked: Parameters<PGlite['query']>) {
      refuseWhenClosed()
      return client.query(...asked)
    },
  }
  return {
    kind: 'pglite',
    db: new Kysely<Database>({ dialect: pgliteDialect(lease as unknown as PGlite) }),
    async listen(channel, wake) {
      const end = await client.listen(channel, wake)
      ends.push(end)
      return end
    },
    async close() {
      if (!isOpen) return
      isOpen = false
      for (const end of ends) await end()
      await giveBack(client)
    },
  }
}

async function openKept(template: EmbeddedTemplate): Promise<PGlite> {
  const client = await openEmbeddedClient('memory://', template)
  await client.exec(KEEP)
  return client
}

/** One whose tables a test has changed, or that has broken, is not used again. */
async function giveBack(client: PGlite): Promise<void> {
  if (free.length < MOST_FREE && (await isEmptied(client))) free.push(client)
  else await client.close()
}

async function isEmptied(client: PGlite): Promise<boolean> {
  try {
    // Each by itself: the second refuses to be part of a transaction.
    for (const text of ['rollback', 'discard all', EMPTY]) await client.exec(text)
    const { rows } = await client.query<{ same: boolean }>(
      `select hash = ${fingerprint()} as same from kept.of_schema`,
    )
    return rows[0]?.same === true
  } catch {
    return false
  }
}

function ourTables(column: 'relname' | 'oid' = 'relname'): string {
  return `select ${column} from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')`
}

function fingerprint(): string {
  return `(select md5(string_agg(thing, ',' order by thing)) from (
    select relname::text || ' ' || relkind::text || ' ' || relrowsecurity from pg_class where relnamespace = 'public'::regnamespace
    union all select attrelid::regclass::text || '.' || attname || ' ' || atttypid || ' ' || attnotnull from pg_attribute
      join pg_class on pg_class.oid = attrelid where relnamespace = 'public'::regnamespace and attnum > 0
    union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger
    union all select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
    union all select oid::regprocedure::text || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
    union all select nspname::text from pg_namespace where nspname not like 'pg\\_%'
    union all select rolname::text from pg_roles) as things(thing))`
}
