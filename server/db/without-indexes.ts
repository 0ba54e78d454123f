import { sql, type Transaction } from 'kysely'
import type { Database } from './types.ts'

/**
 * Does work while the indexes of these tables are away that neither hold what is unique nor find rows for a constraint, and makes
 * them again after it: for many thousands of rows that costs a fifth of keeping them row by row. Only for the owner of the tables,
 * in a transaction that nobody waits for, for it locks them until its end.
 */
export async function withoutIndexes<Result>(
  trx: Transaction<Database>,
  tables: readonly (keyof Database)[],
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index
    where indrelid = any (${`{${tables.join()}}`}::regclass[]) and not indisunique
    order by name`.execute(trx)
  for (const { name } of rows) await sql`drop index ${sql.raw(name)}`.execute(trx)
  const result = await work()
  for (const { definition } of rows) await sql.raw(definition).execute(trx)
  return result
}
