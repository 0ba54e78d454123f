import { expect, it } from 'vitest'
import { revoke } from '../../server/accounts/manage.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'

describeOnDatabases('a grant on an area that was retired', (database) => {
  it('is for nothing, does not grow to what lies above, and can be revoked', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db)
    const operator = await signedIn(db, 'operator', [{ role: 'operator', area: 'A1a' }])
    const manager = await signedIn(db, 'manager', [{ role: 'manager', area: 'A1' }])
    const village = async (cookie: string) => (await get(app, `/api/summary?${MARCH}`, { cookie })).body
    const before = await village(manager.cookie)
    await publishRelease(db, { author: 'test', note: 'test', areas: [], retire: ['A1a'] })

    await expect
      .poll(async () => (await get(app, '/api/session', { cookie: operator.cookie })).body.viewer.areas)
      .toEqual([])
    // Incidents are read a moment later than areas.
    await expect
      .poll(
        async () => (await get(app, `/api/incidents?${MARCH}`, { cookie: operator.cookie })).body.error?.code,
      )
      .toBe('out_of_scope')
    // Whoever sees the village still sees what happened in the grid: in figures, lists and one by one.
    await expect.poll(async () => (await village(manager.cookie)).totals).toEqual(before.totals)
    const { items } = (await get(app, `/api/incidents?${MARCH}`, { cookie: manager.cookie })).body
    expect(items).toHaveLength(before.totals.reported)
    for (const { id } of items) {
      expect((await get(app, `/api/incidents/${id}`, { cookie: manager.cookie })).status).toBe(200)
      expect((await get(app, `/api/incidents/${id}`, { cookie: operator.cookie })).status).toBe(404)
    }
    await revoke(db, 'operator', { role: 'operator', area: 'A1a' })
    await app.close()
  })
})
