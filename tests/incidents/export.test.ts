import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { INSERT_BATCH } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an export of incidents', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())

  const take = async (query: string) => {
    const { statusCode, headers, body } = await app.inject({ url: `/api/incidents/export?${query}` })
    return { statusCode, headers, body }
  }
  const lines = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n')

  it.each(['', 'area=A', 'state=open', 'category=09', 'q=n3', 'dueTo=2026-03-12T00:00:00Z', 'unit=none'])(
    'has exactly what the list shows: "%s"',
    async (query) => {
      const { body } = await get(app, `/api/incidents?limit=500&${query}`)
      const csv = lines((await take(`format=csv&${query}`)).body)
      expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(
        body.items.map(({ number }: { number: string }) => number),
      )
      const geojson = JSON.parse((await take(`format=geojson&${query}`)).body)
      expect(geojson.type).toBe('FeatureCollection')
      expect(geojson.features.map(({ id }: { id: number }) => id)).toEqual(
        body.items.map(({ id }: { id: number }) => id),
      )
    },
  )

  it('is a file that spreadsheets open and that runs no formula', async () => {
    const { db } = database()
    await sql`update incident set title = ${'=HYPERLINK("x"),\n"甲"'}, address = '-1' where number = 'N1'`.execute(
      db,
    )
    const { headers, body } = await take('format=csv&q=N1')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="incidents-\d{4}-\d\d-\d\d\.csv"$/)
    expect(body.startsWith('\uFEFFnumber,title,')).toBe(true)
    expect(body).toContain(`N1,"'=HYPERLINK(""x""),\n""甲""",0301,closed`)
    expect(body).toContain(`,'-1,A1a,`)
    const [feature] = JSON.parse((await take('format=geojson&q=N1')).body).features
    expect(feature).toMatchObject({
      geometry: { coordinates: [114.005, 37.005] },
      properties: { number: 'N1' },
    })
    const [nowhere] = JSON.parse((await take('format=geojson&q=N6')).body).features
    expect(nowhere.geometry).toBe(null)
  })

  it('goes on over pages without loss or repetition', async () => {
    const { db } = database()
    await sql`insert into incident (number, category_code, source, title, occurred_at, reported_at)
      select 'X' || n, '0301', 'many', '多', '2026-01-01', '2026-01-01' from generate_series(1, ${INSERT_BATCH / 2}::int) n`.execute(
      db,
    )
    const numbers = lines((await take('format=csv&source=many')).body)
      .slice(1)
      .map((line) => line.split(',')[0])
    expect(numbers).toHaveLength(INSERT_BATCH / 2)
    expect(new Set(numbers).size).toBe(INSERT_BATCH / 2)
  })

  it('is noted in the chain before it goes, with its filter', async () => {
    const { db } = database()
    await take('format=csv&area=A')
    const { rows } =
      await sql`select action, actor, incident_id, data from incident_event order by seq desc limit 1`.execute(
        db,
      )
    expect(rows).toEqual([
      {
        action: 'export',
        actor: 'test-administrator',
        incident_id: null,
        data: { format: 'csv', filter: '{"area":"A"}' },
      },
    ])
    expect((await verifyChain(db)).fault).toBe(null)
  })

  it.each([
    ['format=pdf', 'one of csv, geojson'],
    [
      'format=csv&dueFrom=2026-03-02T00:00:00Z&dueTo=2026-03-01T00:00:00Z',
      '"dueFrom" must be before "dueTo"',
    ],
  ])('refuses %s', async (query, message) => {
    const { statusCode, body } = await take(query)
    expect(statusCode).toBe(400)
    expect(JSON.parse(body).error.message).toContain(message)
  })
})
