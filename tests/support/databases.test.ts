import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnDatabases } from './databases.ts'

describeOnDatabases('a database for tests', (database, open) => {
  test('is migrated and empty', async () => {
    const areas = await database().db.selectFrom('area').select('code').execute()
    expect(areas).toEqual([])
    const categories = await database().db.selectFrom('category').select('code').execute()
    expect(categories.length).toBeGreaterThan(30)
  })

  test('has PostGIS', async () => {
    const { rows } = await sql<{ wkt: string }>`select ST_AsText(ST_MakePoint(1, 2)) as wkt`.execute(
      database().db,
    )
    expect(rows[0]?.wkt).toBe('POINT(1 2)')
  })

  test('is not shared with the next one', async () => {
    await database().db.insertInto('setting').values({ name: 'mine', value: 'true' }).execute()
    const other = await open()
    expect(await other.db.selectFrom('setting').select('name').execute()).toEqual([])
  })
})
