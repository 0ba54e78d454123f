import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'

/**
 * Takes the demonstration county out, so that a real one can take its place: its incidents, operators, visits and
 * areas. The setting stays as false, so that it is not loaded again.
 */
export async function removeDemo(trx: Transaction<Database>): Promise<void> {
  for (const table of [
    'grid_visit',
    'assignment',
    'operator',
    'incident',
    'area_version',
    'area',
    'release',
  ]) {
    await sql`delete from ${sql.table(table)}`.execute(trx)
  }
  await trx.updateTable('setting').set({ value: 'false' }).where('name', '=', 'demo').execute()
}
