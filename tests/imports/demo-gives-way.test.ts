import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { AreaCache } from '../../server/areas/area-cache.ts'
import { readSetting, writeSetting } from '../../server/db/settings.ts'
import { ColumnCache } from '../../server/incidents/column-cache.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { at, incident, loadSmallCounty } from '../support/small-county.ts'
import { area, areaImports, box, collection } from './area-files.ts'

describeOnDatabases('a demonstration county', (database) => {
  const { load } = areaImports(() => database().db)

  it('makes way for an imported one; incidents that were imported before stay, and find their new area', async () => {
    const { db } = database()
    const index = await loadSmallCounty(db)
    await writeSetting(db, 'demo', true)
    const real = {
      sourceKey: 'K1',
      source: 'import',
      occurredAt: new Date('2026-03-01T00:00:00Z'),
      ...at(0.5, 0.5),
    }
    await insertIncidents(db, [incident(index, real)])
    const cache = new ColumnCache(db, new AreaCache(db))
    expect((await cache.current()).columns.length).toBe(9)

    await load(collection(area('X1', [box(113.9, 36.9, 114.2, 37.2)])), {
      county: { code: 'X', name: '新县' },
    })

    expect(await readSetting(db, 'demo')).toBe(false)
    const { rows } = await sql<{ key: string; area: string }>`
      select incident.source_key as key, area.code as area from incident
      left join area_version version on version.id = incident.area_version_id
      left join area on area.id = version.area_id`.execute(db)
    expect(rows).toEqual([{ key: 'K1', area: 'X1' }])
    await expect.poll(async () => (await cache.current()).columns.length).toBe(1)
    expect((await cache.current()).areas.county?.code).toBe('X')

    // Without townships the parts of the county are its villages.
    const app = await openServer(db)
    const { body } = await get(app, '/api/summary?from=2026-02-15T00:00:00Z&to=2026-03-15T00:00:00Z')
    expect(body).toMatchObject({ level: 'village', byArea: [{ code: 'X1', totals: { reported: 1 } }] })
    await app.close()
  })
})
