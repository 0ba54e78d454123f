import { sql } from 'kysely'
import type { Db } from './connect.ts'

/** What is kept under a name; null when nothing is. */
export async function readSetting(db: Db, name: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

/** Keeps a value under a name. */
export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  await sql`
    insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (name) do update set value = excluded.value`.execute(db)
}
