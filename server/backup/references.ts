import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'

/**
 * Takes away the foreign keys of these tables, and returns what puts them back. Rows can so come in any order, those of
 * tables that point to themselves or to each other too; putting back checks every row at once, faster than one by one.
 */
export async function loosenReferences(
  trx: Transaction<Database>,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select t.relname as table, f.conname as name, pg_get_constraintdef(f.oid) as definition
    from pg_constraint f
    join pg_class t on t.oid = f.conrelid
    join pg_namespace n on n.oid = t.relnamespace
    where f.contype = 'f' and f.conparentid = 0 and n.nspname = current_schema()
    order by f.conname collate "C"`.execute(trx)
  const ours = rows.filter(({ table }) => tables.includes(table))
  for (const { table, name } of ours)
    await sql`alter table ${sql.id(table)} drop constraint ${sql.id(name)}`.execute(trx)
  return async () => {
    for (const { table, name, definition } of ours) {
      await sql`alter table ${sql.id(table)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(
        trx,
      )
    }
  }
}
