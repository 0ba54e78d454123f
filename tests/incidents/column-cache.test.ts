import { beforeAll, expect, it, vi } from 'vitest'
import { AreaCache } from '../../server/areas/area-cache.ts'
import type { AreaIndex } from '../../server/areas/area-index.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { removeDemo } from '../../server/demo/remove.ts'
import { ColumnCache } from '../../server/incidents/column-cache.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { at, incident, loadSmallCounty, smallCountyAreas } from '../support/small-county.ts'

describeOnDatabases('what the cache knows after a change is what a new one reads', (database) => {
  let index: AreaIndex
  let cache: ColumnCache
  const anew = () => new ColumnCache(database().db, new AreaCache(database().db)).current()
  beforeAll(async () => {
    index = await loadSmallCounty(database().db)
    cache = new ColumnCache(database().db, new AreaCache(database().db))
    await cache.current()
  })

  const changes: [string, () => Promise<unknown>][] = [
    [
      'an incident earlier than the others',
      () =>
        insertIncidents(database().db, [incident(index, { occurredAt: new Date(1e12), ...at(1.5, 1.5) })]),
    ],
    [
      'another time and state of a known incident',
      () =>
        database()
          .db.updateTable('incident')
          .set((e) => ({
            occurred_at: new Date(1.1e12),
            state: 'accepted',
            changed: e.fn('pg_current_xact_id'),
          }))
          .where('number', '=', 'N6')
          .execute(),
    ],
    [
      'grids that end, so that their village stands for them',
      () => publishRelease(database().db, { author: 't', note: 't', areas: [], retire: ['A1a', 'A1b'] }),
    ],
    [
      'grids that are again',
      () => publishRelease(database().db, { author: 't', note: 't', areas: smallCountyAreas() }),
    ],
    [
      'another county in the place of the demonstration',
      async () => {
        await database().db.transaction().execute(removeDemo)
        await loadSmallCounty(database().db)
      },
    ],
  ]
  it.each(changes)('%s', async (_, change) => {
    const before = await cache.current()
    await change()
    const fresh = await anew()
    await expect.poll(async () => (await cache.current()).change).toBeGreaterThan(before.change)
    await expect.poll(async () => (await cache.current()).areas.release).toBe(fresh.areas.release)
    expect((await cache.current()).columns).toEqual(fresh.columns)
  })

  it('regression: where the clock was set back nothing new was read until it had caught up', async () => {
    const areas = new AreaCache(database().db)
    const ahead = new ColumnCache(database().db, areas)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    try {
      await ahead.current()
    } finally {
      vi.useRealTimers()
    }
    const { length } = (await ahead.current()).columns
    const { release } = await areas.current()
    await insertIncidents(database().db, [incident(index, { occurredAt: new Date(1.2e12) })])
    await publishRelease(database().db, { author: 't', note: 't', areas: [], retire: ['A1a', 'A1b'] })
    await expect.poll(async () => (await ahead.current()).columns.length).toBe(length + 1)
    await expect.poll(async () => (await areas.current()).release).toBe(release + 1)
  })
})
