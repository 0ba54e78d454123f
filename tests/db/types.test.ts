import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnDatabases } from '../support/databases.ts'

const FOLDER = new URL('../../server/db/', import.meta.url)

describeOnDatabases('server/db/types.ts', (database) => {
  it('names every table and column of the database, and no other', async () => {
    const body = readdirSync(FOLDER)
      .filter((file) => /^(.*-)?types\.ts$/.test(file))
      .map((file) => readFileSync(new URL(file, FOLDER), 'utf8'))
      .map((source) => source.slice(source.search(/^export type \w+ = .*\{$/m)))
      .join('')
    const declared: string[] = []
    let table = ''
    for (const line of body.split('\n')) {
      table = /^ {2}(\w+): \{$/.exec(line)?.[1] ?? table
      const column = /^ {4}(\w+): /.exec(line)?.[1]
      if (column) declared.push(`${table}.${column}`)
    }
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public'
        and table_name not in ('migration', 'spatial_ref_sys', 'geometry_columns', 'geography_columns')`.execute(
      database().db,
    )
    expect(declared.toSorted()).toEqual(rows.map((row) => row.name).toSorted())
  })
})
