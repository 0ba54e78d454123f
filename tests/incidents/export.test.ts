import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { INSERT_BATCH } from '../../server/incidents/insert.ts'
import { signedIn } from '../support/accounts.ts'
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

  // One account may take out only so many a minute.
  const cookies: string[] = []
  let taken = 0
  const taker = () => Math.floor(taken / 15)
  const take = async (query: string) => {
    taken += 1
    const grant = { role: 'leader', area: null } as const
    const cookie = (cookies[taker()] ??= (await signedIn(database().db, `taker-${taker()}`, [grant])).cookie)
    const url = `/api/incidents/export?${query}`
    const { statusCode, headers, body } = await app.inject({ url, headers: { cookie } })
    return { statusCode, headers, body }
  }
  const lines = (csv: string) => csv.replace('\uFEFF', '').trimEnd().split('\r\n')

  it.each([
    '',
    'area=A',
    'state=open',
    'category=09',
    'q=n3',
    'due=overdue',
    'due=today',
    'due=overdue&dueFrom=2026-03-12T00:00:00Z',
    'unit=none',
  ])('has exactly what the list shows: "%s"', async (query) => {
    const { body } = await get(app, `/api/incidents?limit=500&${query}`)
    const taken = await take(`format=csv&${query}`)
    expect(taken.headers['x-total-count']).toBe(String(body.items.length))
    const csv = lines(taken.body)
    expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(
      body.items.map(({ number }: { number: string }) => number),
    )
    const geojson = JSON.parse((await take(`format=geojson&${query}`)).body)
    expect(geojson.type).toBe('FeatureCollection')
    expect(geojson.features.map(({ id }: { id: number }) => id)).toEqual(
      body.items.map(({ id }: { id: number }) => id),
    )
  })

  it('is a file that spreadsheets open and that runs no formula', async () => {
    const { db } = database()
    await sql`update incident set title = ${'=HYPERLINK("x"),\n"甲"'}, address = '-1' where number = 'N1'`.execute(
      db,
    )
    await sql`update incident set title = '＋1' where number = 'N2'`.execute(db)
    expect((await take('format=csv&q=N2')).body).toContain(`N2,'＋1,`)
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
        actor: `taker-${taker()}`,
        incident_id: null,
        data: { format: 'csv', filter: '{"area":"A"}', rows: '4' },
      },
    ])
    expect((await verifyChain(db)).fault).toBe(null)
  })

  it.each([
    ['format=pdf', 'one of csv, geojson, xlsx'],
    ['format=xlsx&lang=fr', 'one of zh, en'],
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
