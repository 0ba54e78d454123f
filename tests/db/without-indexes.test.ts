import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { withoutIndexes } from '../../server/db/without-indexes.ts'
import { describeOnDatabases } from '../support/databases.ts'

describeOnDatabases('a table without its indexes', (database) => {
  type Index = { definition: string; isUnique: boolean }
  async function indexes(): Promise<Index[]> {
    const { rows } = await sql<Index>`
      select pg_get_indexdef(indexrelid) as definition, indisunique as "isUnique" from pg_index
      where indrelid = 'incident'::regclass order by definition`.execute(database().db)
    return rows
  }

  it('keeps those that are unique meanwhile, and has all of them again', async () => {
    const before = await indexes()
    expect(before.length).toBeGreaterThan(10)
    const meanwhile = await database()
      .db.transaction()
      .execute((trx) =>
        withoutIndexes(trx, ['incident'], async () => {
          const { rows } = await sql<{ unique: boolean }>`
            select indisunique as unique from pg_index where indrelid = 'incident'::regclass`.execute(trx)
          return rows.map(({ unique }) => unique)
        }),
      )
    expect(meanwhile).toEqual(before.filter(({ isUnique }) => isUnique).map(() => true))
    expect(await indexes()).toEqual(before)
  })

  it('has lost none when the work fails', async () => {
    const before = await indexes()
    const failing = database()
      .db.transaction()
      .execute((trx) => withoutIndexes(trx, ['incident'], () => Promise.reject(new Error('broken off'))))
    await expect(failing).rejects.toThrow('broken off')
    expect(await indexes()).toEqual(before)
  })
})
