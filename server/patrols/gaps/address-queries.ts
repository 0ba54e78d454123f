import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

const PAGE = 20_000

/** Another text whenever other address points take the place of those that were. */
export async function readAddressMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select coalesce(max(id), 0)::text as mark from address_point`.execute(db)
  return rows[0]?.mark ?? ''
}

/** The next address points by id; place in 1e-7 degree. */
export async function readAddressPage(
  db: Db,
  afterId: number,
): Promise<{ id: number; x: number; y: number; households: number }[]> {
  return db
    .selectFrom('address_point')
    .select(['id', 'x', 'y', 'households'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(PAGE)
    .execute()
}
