import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Figures } from '../../server/contract.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { at, incident, loadSmallCounty } from '../support/small-county.ts'
import type { AreaIndex } from '../../server/areas/area-index.ts'

const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'

describeOnDatabases('summary', (database) => {
  let app: App
  let index: AreaIndex
  beforeAll(async () => {
    index = await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())

  it('counts a month as by hand', async () => {
    const { body } = await get(app, `/api/summary?${MARCH}`)
    expect(body.totals).toEqual({
      reported: 8,
      open: 4,
      overdue: 1,
      closed: 3,
      rejected: 1,
      emergency: 1,
      due: 4,
      dueClosed: 3,
      dueOnTime: 2,
      emergencyDue: 1,
      emergencyOnTime: 1,
    })
    expect(body.notLocated.reported).toBe(2)
    expect(
      body.byArea.map((area: { code: string; totals: Figures }) => [area.code, area.totals.reported]),
    ).toEqual([
      ['A', 4],
      ['B', 2],
    ])
  })

  it.each(['township', 'village', 'grid'])(
    'reconciles: the areas of level %s and not located add up to the totals',
    async (level) => {
      const { body } = await get(app, `/api/summary?${MARCH}&level=${level}`)
      const parts: Figures[] = [
        ...body.byArea.map((area: { totals: Figures }) => area.totals),
        body.notLocated,
      ]
      for (const name of Object.keys(body.totals) as (keyof Figures)[]) {
        expect(
          parts.reduce((sum, part) => sum + part[name], 0),
          name,
        ).toBe(body.totals[name])
      }
      const sum = (rows: { count: number }[]) => rows.reduce((total, row) => total + row.count, 0)
      expect(sum(body.byState)).toBe(8)
      expect(sum(body.byCategory)).toBe(8)
      expect(sum(body.trend.buckets)).toBe(8)
      expect(body.rhythm.flat().reduce((total: number, count: number) => total + count, 0)).toBe(8)
    },
  )

  it('goes down to a township, a village and a grid', async () => {
    const township = await get(app, `/api/summary?area=A&${MARCH}`)
    expect(township.body).toMatchObject({
      level: 'village',
      totals: { reported: 4 },
      notLocated: { reported: 0 },
    })
    const grid = await get(app, `/api/summary?area=A1a&${MARCH}`)
    expect(grid.body.totals.reported).toBe(2)
    expect(grid.body.byArea).toEqual([])
  })

  it('puts hours in the time zone of the county', async () => {
    const { body } = await get(app, `/api/summary?${MARCH}`)
    // 02:00 UTC is 10:00 in Shanghai; the first of March 2026 is a Sunday.
    expect(body.rhythm[6][10]).toBe(1)
  })

  it('compares with the window of the same length before', async () => {
    const { body } = await get(app, '/api/summary?from=2026-03-15T00:00:00Z&to=2026-03-30T00:00:00Z')
    expect(body.totals.reported).toBe(1)
    expect(body.previous.from).toBe('2026-02-28T00:00:00.000Z')
    expect(body.previous.totals.reported).toBe(7)
  })

  it('shows an incident written a moment ago', async () => {
    const window = 'from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z'
    expect((await get(app, `/api/summary?${window}`)).body.totals.reported).toBe(0)
    await insertIncidents(database().db, [
      incident(index, { occurredAt: new Date('2026-05-01T03:00:00Z'), ...at(1.5, 0.5) }),
    ])
    await expect
      .poll(async () => (await get(app, `/api/summary?area=A2&${window}`)).body.totals.reported)
      .toBe(1)
  })

  it.each([
    ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'must be before'],
    ['from=1800-01-01T00:00:00Z', 'from 1970 to 2105'],
    ['from=1980-01-01T00:00:00Z&to=2010-01-01T00:00:00Z', 'at most 20 years'],
    ['from=yesterday', 'date-time'],
    ['level=street', 'township, village, grid'],
    ['area=XX', 'XX'],
  ])('refuses %s in words', async (query, words) => {
    const { status, body } = await get(app, `/api/summary?${query}`)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.error.message).toContain(words)
  })
})
