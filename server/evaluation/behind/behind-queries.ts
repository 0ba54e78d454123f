import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { CountedIncident } from '../contract.ts'

/** Which of these incidents the transaction sees. */
export async function readVisible(trx: Db, ids: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from incident where id = any (${`{${ids.join()}}`}::bigint[])`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

export type Told = Pick<CountedIncident, 'title' | 'category' | 'state' | 'occurredAt' | 'dueAt' | 'closedAt'>

/** What a list says of incidents, by their ids. */
export async function readTold(trx: Db, ids: readonly number[]): Promise<Map<number, Told>> {
  const rows = await trx
    .selectFrom('incident')
    .select(['id', 'title', 'category_code', 'state', 'occurred_at', 'due_at', 'closed_at'])
    .where('id', '=', sql<number>`any (${`{${ids.join()}}`}::bigint[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: row.title,
        category: row.category_code,
        state: row.state,
        occurredAt: row.occurred_at.toISOString(),
        dueAt: row.due_at?.toISOString() ?? null,
        closedAt: row.closed_at?.toISOString() ?? null,
      },
    ]),
  )
}
