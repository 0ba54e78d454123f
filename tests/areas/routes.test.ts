import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty, smallCountyAreas } from '../support/small-county.ts'

describeOnDatabases('areas', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())

  it('lists the whole tree, every area before those below it', async () => {
    const { status, body } = await get(app, '/api/areas')
    expect(status).toBe(200)
    expect(body.release).toBe(1)
    const codes = body.items.map((area: { code: string }) => area.code)
    expect(codes.slice(0, 5)).toEqual(['C', 'A', 'A1', 'A1a', 'A1b'])
    expect(body.items[3]).toMatchObject({
      level: 'grid',
      parentCode: 'A1',
      bbox: [114, 37, 114.01, 37.01],
      households: 200,
      childCount: 0,
    })
  })

  it.each([
    ['inside a grid', 'lon=114.005&lat=37.005', 'A1a'],
    ['outside the county', 'lon=100&lat=37.005', null],
  ])('locates a point %s', async (_, place, code) => {
    expect((await get(app, `/api/locate?${place}`)).body).toEqual({ area: code })
  })

  it('puts the label inside the area', async () => {
    const { body } = await get(app, '/api/areas')
    for (const { bbox, label } of body.items) {
      expect(label[0]).toBeGreaterThan(bbox[0])
      expect(label[0]).toBeLessThan(bbox[2])
      expect(label[1]).toBeGreaterThan(bbox[1])
      expect(label[1]).toBeLessThan(bbox[3])
    }
  })

  it('gives an area with its path and closed rings', async () => {
    const { body } = await get(app, '/api/areas/B2a')
    expect(body.path).toEqual(['C', 'B', 'B2', 'B2a'])
    const ring = body.geometry.coordinates[0][0]
    expect(ring[0]).toEqual(ring.at(-1))
    expect(ring).toContainEqual([114.03, 37])
  })

  it.each([
    ['/api/areas/nowhere', 404, 'unknown_area', 'nowhere'],
    ['/api/areas?page=2', 400, 'invalid_input', 'page'],
    ['/api/nothing', 404, 'not_found', '/api/nothing'],
  ])('answers %s with %i %s', async (url, status, code, word) => {
    const answer = await get(app, url)
    expect(answer.status).toBe(status)
    expect(answer.body.error.code).toBe(code)
    expect(answer.body.error.message).toContain(word)
  })

  it('answers 304 to who has the tree already', async () => {
    const { headers } = await get(app, '/api/areas')
    const again = await app.inject({
      url: '/api/areas',
      headers: { 'if-none-match': headers.etag as string },
    })
    expect(again.statusCode).toBe(304)
    expect(again.body).toBe('')
  })

  it('tells the county, its vocabulary and its clock', async () => {
    const { body } = await get(app, '/api/county')
    expect(body).toMatchObject({ demo: false, timeZone: 'Asia/Shanghai', release: 1, basemap: null })
    // Incidents from the 1st to the 20th, each at 02:00: told in whole days, for who sees only some of them.
    expect(body.span).toEqual({ from: '2026-03-01T00:00:00.000Z', to: '2026-03-21T00:00:00.000Z' })
    const codes = body.categories.map((category: { code: string }) => category.code)
    expect(codes).toEqual(codes.toSorted())
  })

  it('publishes nothing when nothing changes, and one release when one name does', async () => {
    const { db } = database()
    const areas = smallCountyAreas()
    expect(await publishRelease(db, { author: 'test', note: 'again', areas })).toEqual({
      release: null,
      added: 0,
      changed: 0,
      unchanged: 15,
    })
    areas[3] = { ...areas[3]!, name: '新名' }
    const published = await publishRelease(db, { author: 'test', note: 'renamed', areas })
    expect(published).toEqual({ release: 2, added: 0, changed: 1, unchanged: 14 })
    await expect.poll(async () => (await get(app, '/api/areas')).body.release).toBe(2)
    const old = await db.selectFrom('area_version').select('id').where('release_to', '=', 2).execute()
    expect(old).toHaveLength(1)
  })
})
