import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../server/db/migrate.ts'
import { describeOnDatabases } from '../support/databases.ts'

describeOnDatabases('migrations', (database) => {
  it('are all applied, once', async () => {
    const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(
      database().db,
    )
    expect(rows.map((row) => row.name)).toEqual(
      readdirSync(new URL('../../migrations', import.meta.url)).toSorted(),
    )
    expect(await migrate(database().db)).toEqual([])
  })

  it('refuse a database that is newer than the program', async () => {
    await sql`insert into migration (name) values ('2999-01-01-0000-future.sql')`.execute(database().db)
    await expect(migrate(database().db)).rejects.toThrow(
      'newer than this program: it has 2999-01-01-0000-future.sql',
    )
    await sql`delete from migration where name like '2999%'`.execute(database().db)
  })

  it('keep invalid geometry out', async () => {
    const bow = 'MULTIPOLYGON(((0 0, 1 1, 1 0, 0 1, 0 0)))'
    const write = sql`insert into area_version (area_id, release_from, valid, rings, geom, name, kind)
      values (1, 1, tstzrange(now(), null), '[]', ST_GeomFromText(${bow}, 4326), 'x', 'general')`
    await expect(write.execute(database().db)).rejects.toThrow('area_version_geom_check')
  })
})
