import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { publishRelease } from '../../server/areas/publish.ts'
import { FrameReader } from '../../server/domain/export-frames.ts'
import { addUnit } from '../../server/units/command.ts'
import type { Shape } from '../../server/domain/coverage/shape.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { at, loadSmallCounty, rectangle, smallCountyAreas } from '../support/small-county.ts'

// The second release gives the ground of A1b, where N2 happened, to A2b in the village next door. A2 is an L then, and A1a
// with N1 and N8 lies in the box around it:
//
//      ┌───────────┐
//      │    A2b    │
//      ├─────┬─────┤
//      │ A1a │ A2a │
//      └─────┴─────┘

const CORNERS: [number, number][] = [
  [1, 0],
  [2, 0],
  [2, 1],
  [2, 2],
  [1, 2],
  [0, 2],
  [0, 1],
  [1, 1],
]
const L_SHAPE: Shape = [
  [
    CORNERS.flatMap(([column, row]) => {
      const { lon, lat } = at(column, row)
      return [lon, lat]
    }),
  ],
]
const GROUND: Record<string, Shape> = {
  A1: rectangle(0, 0, 1, 1),
  A2: L_SHAPE,
  A2b: rectangle(0, 1, 2, 1),
}

/** What a list is asked for, and the incidents that it has, newest first, with their areas. */
const ASKED: [query: string, incidents: string[]][] = [
  ['release=1&area=A1', ['N8 A1a', 'N2 A1b', 'N1 A1a']],
  ['release=1&area=A1b', ['N2 A1b']],
  ['release=1&area=A2', ['N3 A2a']],
  ['release=2&area=A1', ['N8 A1a', 'N1 A1a']],
  ['release=2&area=A2', ['N3 A2a', 'N2 A2b']],
  ['release=2&area=A2b', ['N2 A2b']],
  ['release=2&area=A', ['N8 A1a', 'N3 A2a', 'N2 A2b', 'N1 A1a']],
  ['release=2', ['N8 A1a', 'N7 ', 'N6 ', 'N5 B2b', 'N4 B1a', 'N3 A2a', 'N2 A2b', 'N1 A1a']],
  ['release=2&area=C', ['N8 A1a', 'N7 ', 'N6 ', 'N5 B2b', 'N4 B1a', 'N3 A2a', 'N2 A2b', 'N1 A1a']],
  ['release=2&area=A2&q=n3', ['N3 A2a']],
  ['release=2&area=A2&unit=roads', ['N2 A2b']],
  ['release=2&area=A&unit=roads&state=open', []],
  ['release=2&area=A2&due=overdue', ['N3 A2a']],
  ['release=2&area=A2&bbox=114,37.01,114.02,37.02', ['N2 A2b']],
  ['release=2&area=A2&to=2026-03-03T00:00:00Z', ['N2 A2b']],
  // Without a release each is in the area that it happened in, whatever became of that.
  ['area=A2', ['N3 A2a']],
  ['area=A1', ['N8 A1a', 'N2 A1b', 'N1 A1a']],
]

describeOnDatabases('a list by the boundaries of a release', (database) => {
  let app: App
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const areas = smallCountyAreas()
      .filter(({ code }) => code !== 'A1b')
      .map((area) => ({ ...area, shape: GROUND[area.code] ?? area.shape }))
    await publishRelease(db, { author: 'test', note: 'handed over', areas, retire: ['A1b'] })
    await addUnit(db, { code: 'roads', name: '公路站', nameEn: 'Roads', area: null, categories: [] })
    await db
      .updateTable('incident')
      .set(({ selectFrom }) => ({ unit_id: selectFrom('unit').select('id') }))
      .where('number', '=', 'N2')
      .execute()
    app = await openServer(db)
  })
  afterAll(() => app.close())

  // One account may take out only so many a minute.
  const cookies: string[] = []
  let taken = 0
  async function take(query: string) {
    taken += 1
    const taker = Math.floor(taken / 15)
    const grant = { role: 'leader', area: null } as const
    const cookie = (cookies[taker] ??= (await signedIn(database().db, `taker-${taker}`, [grant])).cookie)
    return app.inject({ url: `/api/incidents/export?${query}`, headers: { cookie } })
  }
  const inCsv = (body: string) =>
    body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','))
      .map((fields) => `${fields[0]} ${fields[7]}`)

  it.each(ASKED)(
    'has the incidents that lay in the area then, on the screen and as a file: %s',
    async (query, told) => {
      const { body } = await get(app, `/api/incidents?${query}`)
      const onScreen = body.items.map(
        ({ number, area }: { number: string; area: string | null }) => `${number} ${area ?? ''}`,
      )
      expect(onScreen).toEqual(told)
      const file = await take(`format=csv&${query}`)
      expect(inCsv(file.body)).toEqual(told)
      expect(file.headers['x-total-count']).toBe(String(told.length))
    },
  )

  it.each(['release=1&area=A1', 'release=2&area=A1', 'release=2&area=A2', 'release=2', 'release=1&area=B'])(
    'agrees with the figures: %s',
    async (query) => {
      const march = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'
      const { body } = await get(app, `/api/summary?${march}&${query}`)
      const { headers } = await take(`format=csv&${march}&${query}`)
      expect(headers['x-total-count']).toBe(String(body.totals.reported))
    },
  )

  it('has pages that leave nothing out and say nothing twice, however few of what is near lies inside', async () => {
    const numbers: string[] = []
    let cursor = ''
    do {
      const { body } = await get(app, `/api/incidents?release=2&area=A2&limit=1${cursor}`)
      numbers.push(...body.items.map(({ number }: { number: string }) => number))
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
    } while (cursor !== '')
    expect(numbers).toEqual(['N3', 'N2'])
  })

  it('says the release in the name of the file and in the chain, and counts in its frames what goes', async () => {
    const { headers, rawPayload } = await take('format=geojson&release=2&area=A2&frames=true')
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="incidents-\d{4}-\d\d-\d\d-release-2\.geojson"$/,
    )
    const reader = new FrameReader()
    const frames = reader.push(rawPayload)
    expect(reader.isWhole).toBe(true)
    expect(frames.at(-1)!.rows).toBe(2)
    const text = Buffer.concat(frames.map(({ bytes }) => bytes)).toString()
    expect(JSON.parse(text).features.map(({ properties }: never) => properties['area'])).toEqual([
      'A2a',
      'A2b',
    ])
    const { data } = await database()
      .db.selectFrom('incident_event')
      .select('data')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(data).toEqual({ format: 'geojson', filter: '{"release":2,"area":"A2"}', rows: '2' })
  })

  it('has the areas of then in a workbook, which says so', async () => {
    const sheet = async (query: string) => {
      const [header, ...rows] = await readSheet((await take(`format=xlsx&lang=en&q=N2&${query}`)).rawPayload)
      return [header![7], ...rows.map((row) => row[7])]
    }
    expect(await sheet('release=1')).toEqual([
      'Grid (boundaries of release 1)',
      'Area A › Area A1 › Area A1b',
    ])
    expect(await sheet('release=2')).toEqual([
      'Grid (boundaries of release 2)',
      'Area A › Area A2 › Area A2b',
    ])
    expect(await sheet('')).toEqual(['Grid', 'A1b'])
  })

  it('of nothing is a whole file', async () => {
    const { headers, body } = await take('format=geojson&release=2&area=B2a')
    expect(headers['x-total-count']).toBe('0')
    expect(JSON.parse(body).features).toEqual([])
  })

  it('is for whoever sees the whole county', async () => {
    const { cookie } = await signedIn(database().db, 'manager-of-a', [{ role: 'manager', area: 'A' }])
    for (const path of ['incidents?', 'incidents/export?format=csv&']) {
      const url = `/api/${path}release=1&area=A`
      const { statusCode, body } = await app.inject({ url, headers: { cookie } })
      expect([statusCode, JSON.parse(body).error.code]).toEqual([403, 'out_of_scope'])
    }
  })

  it.each([
    ['release=9', 'unknown_release'],
    ['release=2&area=A1b', 'unknown_area'],
    ['release=1&area=none', 'unknown_area'],
  ])('is not invented: %s', async (query, code) => {
    for (const path of ['incidents?', 'incidents/export?format=csv&']) {
      const { status, body } = await get(app, `/api/${path}${query}`)
      expect([status, body.error.code]).toEqual([404, code])
    }
  })

  // The last one: it brings in many more.
  it('goes out page by page, though many of the incidents near lie outside', async () => {
    // A lattice over township A, none of it on a border.
    await sql`insert into incident (number, category_code, source, title, occurred_at, reported_at, geom)
      select 'X' || n, '0301', 'many', '多', '2026-01-01'::timestamptz + n % 7 * interval '1 day', '2026-01-08',
        ST_SetSRID(ST_MakePoint(114.0001 + (n % 100) * 0.0002, 37.0001 + (n / 100 % 100) * 0.0002), 4326)
      from generate_series(0, 12999) n`.execute(database().db)
    const { headers, body } = await take('format=csv&source=many&release=2&area=A2')
    const told = inCsv(body)
    // 100 × 100 points once, the lowest 30 rows of them twice; A1a has the south-west quarter.
    expect(told).toHaveLength(13_000 - 50 * 50 - 50 * 30)
    expect(new Set(told).size).toBe(told.length)
    expect(headers['x-total-count']).toBe(String(told.length))
  })
})
