import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnDatabases } from '../support/databases.ts'

describeOnDatabases('arrays', (database) => {
  it.each([
    ['bool', ['true'], [true]],
    ['int2', ['1', '2'], [1, 2]],
    ['int4', ['1', '2'], [1, 2]],
    ['int8', ['1', '9007199254740991'], [1, 9_007_199_254_740_991]],
    ['float8', ['1.5'], [1.5]],
    ['text', ['a', 'b c', '网格'], ['a', 'b c', '网格']],
    ['varchar', ['a'], ['a']],
    ['name', ['a'], ['a']],
    ['uuid', ['6f33638f-60d2-4faa-8f33-638f60d24faa'], ['6f33638f-60d2-4faa-8f33-638f60d24faa']],
    ['timestamptz', ['2026-11-26T12:00:00Z'], [new Date('2026-11-26T12:00:00Z')]],
    ['jsonb', ['{"a":1}'], [{ a: 1 }]],
  ])('of %s come as arrays of what one of it comes as', async (type, texts, values) => {
    const written = sql.join(texts.map((text) => sql`${text}::text`))
    const { rows } = await sql<{ list: unknown }>`
      select array[${written}]::${sql.raw(type)}[] as list`.execute(database().db)
    expect(rows[0]!.list).toEqual(values)
  })
})
