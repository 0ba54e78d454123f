import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import { openFromTemplate } from './databases.ts'

async function statistics(db: Db): Promise<number> {
  const { rows } = await sql<{ columns: number }>`
    select count(*)::int as columns from pg_statistic
    join pg_class on pg_class.oid = starelid
    where relnamespace = 'public'::regnamespace and relname = 'category'`.execute(db)
  return rows[0]!.columns
}

describe('an embedded database that another test had before', () => {
  test('is as good as new, and refuses whoever had it', async () => {
    const before = await openFromTemplate()
    const categories = await before.db.selectFrom('category').selectAll().orderBy('code').execute()
    await before.db.deleteFrom('category').where('parent_code', 'is not', null).execute()
    await before.db.insertInto('setting').values({ name: 'mine', value: 'true' }).execute()
    await before.close()
    await expect(before.db.selectFrom('category').select('code').execute()).rejects.toThrow('closed')

    const after = await openFromTemplate()
    expect(await after.db.selectFrom('category').selectAll().orderBy('code').execute()).toEqual(categories)
    expect(await after.db.selectFrom('setting').select('name').execute()).toEqual([])
    await after.close()
  })

  test('knows nothing of what was gathered about the rows of before', async () => {
    const before = await openFromTemplate()
    await sql`analyze`.execute(before.db)
    expect(await statistics(before.db)).toBeGreaterThan(0)
    await before.close()
    const after = await openFromTemplate()
    expect(await statistics(after.db)).toBe(0)
    await after.close()
  })

  test('is not had again where its tables were changed', async () => {
    const before = await openFromTemplate()
    await sql`alter table setting add column more integer`.execute(before.db)
    await before.close()
    const after = await openFromTemplate()
    await expect(sql`select more from setting`.execute(after.db)).rejects.toThrow('more')
    await after.close()
  })
})
