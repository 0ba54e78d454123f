import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty, rectangle, smallCountyAreas } from '../support/small-county.ts'

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'

describeOnDatabases('earlier releases', (database) => {
  let app: App
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    // The second release: A1a takes the ground of A1b.
    const areas = smallCountyAreas()
      .filter(({ code }) => code !== 'A1b')
      .map((area) =>
        area.code === 'A1a' ? { ...area, shape: rectangle(0, 0, 1, 2), households: 600 } : area,
      )
    await publishRelease(db, { author: 'test', note: 'merged', areas, retire: ['A1b'] })
    app = await openServer(db)
  })
  afterAll(() => app.close())

  it('are there as they were, with their figures, however often the boundaries changed since', async () => {
    const codes = async (query: string) => {
      const { body } = await get(app, `/api/areas${query}`)
      return body.items.map(({ code }: { code: string }) => code)
    }
    expect(await codes('')).not.toContain('A1b')
    expect(await codes('?release=1')).toContain('A1b')
    expect(await codes('?release=2')).toEqual(await codes(''))
    expect((await get(app, '/api/areas/A1a?release=1')).body).toMatchObject({
      households: 200,
      path: ['C', 'A', 'A1', 'A1a'],
    })
    expect((await get(app, '/api/areas/A1a')).body.households).toBe(600)
    expect((await get(app, '/api/areas/A1b')).status).toBe(404)
  })

  it('have tiles of their own', async () => {
    const tile = (release: number) => app.inject({ url: `/tiles/areas/${release}/12/3345/1594.mvt` })
    const [before, now] = [await tile(1), await tile(2)]
    expect([before.statusCode, now.statusCode]).toEqual([200, 200])
    expect(before.rawPayload.includes('A1b')).toBe(true)
    expect(now.rawPayload.includes('A1b')).toBe(false)
  })

  it('count incidents where they lay then, and every level still reconciles', async () => {
    const reported = async (query: string) => {
      const { body } = await get(app, `/api/summary?${MARCH}&level=grid${query}`)
      const parts = body.byArea as { code: string; totals: { reported: number } }[]
      const sum = parts.reduce((total, { totals }) => total + totals.reported, body.notLocated.reported)
      expect(sum).toBe(body.totals.reported)
      return Object.fromEntries(parts.map(({ code, totals }) => [code, totals.reported]))
    }
    expect(await reported('&release=1')).toMatchObject({ A1a: 2, A1b: 1 })
    expect(await reported('&release=2')).toMatchObject({ A1a: 3 })
    // Without a release each stays with the grid that it happened in: that of A1b is no more, its village has it.
    expect(await reported('')).toMatchObject({ A1a: 2 })
  })

  it('are for whoever sees the whole county, where incidents are concerned', async () => {
    const { cookie } = await signedIn(database().db, 'manager-of-a', [{ role: 'manager', area: 'A' }])
    for (const url of [`/api/summary?${MARCH}&area=A&release=1`, '/api/incidents.arrow?area=A&release=1']) {
      const { statusCode, body } = await app.inject({ url, headers: { cookie } })
      expect([statusCode, JSON.parse(body).error.code]).toEqual([403, 'out_of_scope'])
    }
  })

  it.each([
    '/api/areas?release=9',
    '/api/areas/A?release=9',
    `/api/summary?${MARCH}&release=9`,
    '/tiles/areas/9/1/1/1.mvt',
    '/tiles/areas/0/1/1/1.mvt',
  ])('are not invented: %s', async (url) => {
    const { status, body } = await get(app, url)
    expect([status, body.error.code]).toEqual([404, 'unknown_release'])
  })
})
