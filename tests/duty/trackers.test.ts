import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { readOsmAnd, readTime } from '../../server/duty/trackers/osmand.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { ago, ask, beginDuty, countOf, dayAgo, link } from './serving.ts'

describeOnDatabases('a tracker app', (database) => {
  let app: App
  let staff: Staff
  let key = ''
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    await link(db, 'operator', 'OP1')
    key = (await staff.operator.post('/api/duty/tracker', {})).body.key
  })
  afterAll(() => app.close())

  const seconds = (minutesAgo: number) => Math.floor(Date.parse(ago(minutesAgo)) / 1000)
  const osmAnd = async (query: string) => {
    const response = await app.inject({ url: `/api/track/osmand?${query}` })
    return { status: response.statusCode, body: response.json() }
  }
  const ownTracks = async (payload: object, password = key) => {
    const headers = { authorization: `Basic ${Buffer.from(`x:${password}`).toString('base64')}` }
    const response = await app.inject({ method: 'POST', url: '/api/track/owntracks', headers, payload })
    return { status: response.statusCode, body: response.json() }
  }
  const kept = () => countOf(database().db, 'position')

  it('is told nothing went wrong and keeps nothing while its operator is not on duty', async () => {
    const answer = await osmAnd(`id=${key}&lat=37.005&lon=114.005&timestamp=${seconds(1)}`)
    expect(answer).toEqual({ status: 200, body: { kept: false } })
    expect(await kept()).toBe(0)
  })

  it('reports in the ways of OsmAnd, Traccar and OwnTracks, each position once', async () => {
    await beginDuty(staff.operator, 60)
    const query = `id=${key}&lat=37.005&lon=114.005&timestamp=${seconds(9)}&hdop=1.2&altitude=40&batt=80`
    expect((await osmAnd(query)).body).toEqual({ kept: true })
    expect((await osmAnd(query)).body).toEqual({ kept: true })
    const form = await app.inject({
      method: 'POST',
      url: '/api/track/osmand',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `deviceid=${key}&lat=37.0051&lon=114.005&timestamp=${seconds(8) * 1000}&accuracy=7.5`,
    })
    expect(form.json()).toEqual({ kept: true })
    const json = await app.inject({
      method: 'POST',
      url: '/api/track/osmand',
      payload: {
        device_id: key,
        location: { timestamp: ago(7), coords: { latitude: 37.005, longitude: 114.005, accuracy: 5 } },
      },
    })
    expect(json.json()).toEqual({ kept: true })
    expect(
      await ownTracks({ _type: 'location', lat: 37.005, lon: 114.005, tst: seconds(6), acc: 9 }),
    ).toEqual({
      status: 200,
      body: [],
    })
    expect(await ownTracks({ _type: 'status' })).toEqual({ status: 200, body: [] })
    expect(await kept()).toBe(4)
    // Just after midnight some of it was yesterday.
    const days = await Promise.all(
      [...new Set([dayAgo(9), dayAgo(0)])].map((day) => staff.operator.get(`/api/duty/track?day=${day}`)),
    )
    const points = days.flatMap(({ body }) => body.points)
    expect(points.map(({ accuracy }: { accuracy: number | null }) => accuracy)).toEqual([null, 7.5, 5, 9])
    expect(points[0]).toMatchObject({ source: 'tracker', mark: 'none' })
  })

  it('has one key, which is nobody else’s and ends', async () => {
    const first = key
    key = (await staff.operator.post('/api/duty/tracker', {})).body.key
    const query = (of: string) => `id=${of}&lat=37.005&lon=114.005&timestamp=${seconds(3)}`
    expect((await osmAnd(query(first))).status).toBe(401)
    expect((await osmAnd(query(key))).body).toEqual({ kept: true })
    expect((await ownTracks({ _type: 'location', lat: 37, lon: 114, tst: seconds(2) }, first)).status).toBe(
      401,
    )
    await ask(app, staff.operator, 'DELETE', '/api/duty/tracker')
    expect((await osmAnd(query(key))).status).toBe(401)
    expect((await staff.operator.get('/api/duty')).body.tracker).toBe(false)
  })

  it.each([
    ['lat=37&timestamp=1', '"id" must be the key'],
    ['id=x&lat=37&timestamp=1', '"lon" must be a number, but it is not there'],
    ['id=x&lat=abc&lon=114&timestamp=1', '"lat" must be a number, but it is "abc"'],
    ['id=x&lat=137&lon=114&timestamp=1', '"lat" must be between -90 and 90, but it is 137'],
    ['id=x&lat=37&lon=114', '"timestamp" must be'],
    ['id=x&lat=37&lon=114&timestamp=1&accuracy=-1', '"accuracy" must be metres'],
  ])('is told what is wrong with %s', async (query, message) => {
    const { status, body } = await osmAnd(query)
    expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    expect(body.error.message).toContain(message)
  })

  it('that seals its messages is told how not to', async () => {
    const { status, body } = await ownTracks({ _type: 'encrypted', data: 'x' })
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('encryption key')])
  })
})

it.each([
  [1764129600, 1764129600000],
  ['1764129600', 1764129600000],
  ['1764129600123', 1764129600123],
  ['2025-11-26T04:00:00Z', 1764129600000],
  ['2025-11-26 04:00:00', 1764129600000],
  ['2025-11-26T12:00:00+08:00', 1764129600000],
])('a tracker may say %s', (given, expected) => {
  expect(readTime(given)).toBe(expected)
})

it('a tracker of another program fits', () => {
  expect(readOsmAnd({ id: 'k', lat: '37', lon: '114', timestamp: '1764129600' }, undefined)).toEqual({
    key: 'k',
    position: {
      lon: 114,
      lat: 37,
      accuracy: null,
      source: 'tracker',
      at: 1764129600000,
      deviceAt: 1764129600000,
    },
  })
})
