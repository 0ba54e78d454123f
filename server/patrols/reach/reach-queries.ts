import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/** The numbers of incidents by their ids, of those that the transaction sees. */
export async function readNumbers(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; number: string }>`
    select id, number from incident
    where id in (select value::bigint from json_array_elements_text(${JSON.stringify(ids)}::text::json))`.execute(
    db,
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}
