import { tableFromIPC } from 'apache-arrow'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { IncidentPage } from '../../server/contract.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('incidents', (database) => {
  let app: App
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
  })
  afterAll(() => app.close())

  const numbers = (page: IncidentPage) => page.items.map((item) => item.number)

  it('lists newest first and pages without a gap', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { body } = await get(app, `/api/incidents?limit=3${query}`)
      seen.push(...numbers(body))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(['N8', 'N7', 'N6', 'N5', 'N4', 'N3', 'N2', 'N1'])
  })

  const filters: [string, string[]][] = [
    ['area=A', ['N8', 'N3', 'N2', 'N1']],
    ['area=A1b', ['N2']],
    ['state=open', ['N8', 'N7', 'N6', 'N3']],
    ['state=closed,rejected', ['N5', 'N4', 'N2', 'N1']],
    ['category=09', ['N4']],
    ['category=0901', ['N4']],
    ['from=2026-03-06T00:00:00Z&to=2026-03-08T00:00:00Z', ['N7', 'N6']],
    ['bbox=114.02,37,114.04,37.02', ['N5', 'N4']],
    [`q=${encodeURIComponent('坐标')}`, ['N6']],
    ['q=n3', ['N3']],
    ['q=%25', []],
    ['source=operator&area=B', ['N5', 'N4']],
    ['source=nobody', []],
  ]
  it.each(filters)('filters by %s, in the list as in the columns', async (query, expected) => {
    const { body } = await get(app, `/api/incidents?${query}`)
    expect(numbers(body)).toEqual(expected)
    if (query.startsWith('q=')) return
    const arrow = await app.inject({ url: `/api/incidents.arrow?${query}` })
    const ids = [...(tableFromIPC(arrow.rawPayload).getChild('id') ?? [])]
    expect(ids).toEqual(body.items.map((item: { id: number }) => item.id).toReversed())
  })

  it('gives the columns that it documents', async () => {
    const { rawPayload, headers } = await app.inject({ url: '/api/incidents.arrow' })
    expect(headers['content-type']).toBe('application/vnd.apache.arrow.stream')
    const table = tableFromIPC(rawPayload)
    expect(table.schema.fields.map((field) => `${field.name}:${String(field.type)}`)).toEqual([
      'id:Uint32',
      'lon:Int32',
      'lat:Int32',
      'occurred_at:Uint32',
      'due_at:Uint32',
      'category:Uint8',
      'state:Uint8',
      'priority:Uint8',
      'area:Uint32',
    ])
    const first = table.get(0)?.toJSON()
    expect(first).toMatchObject({
      lon: 1_140_050_000,
      lat: 370_050_000,
      occurred_at: Date.UTC(2026, 2, 1, 2) / 1000,
      due_at: 0,
    })
    const notLocated = table.toArray().filter((row) => row.area === 0)
    expect(notLocated.map((row) => row.lon)).toEqual([-2147483648, 1_140_900_000])
  })

  it('answers 304 to who has the columns already', async () => {
    const { headers } = await app.inject({ url: '/api/incidents.arrow' })
    const again = await app.inject({
      url: '/api/incidents.arrow',
      headers: { 'if-none-match': headers.etag as string },
    })
    expect(again.statusCode).toBe(304)
  })

  it('shows one incident with everything known', async () => {
    const { body } = await get(app, '/api/incidents/4')
    expect(body).toMatchObject({
      number: 'N4',
      category: '0901',
      area: 'B1a',
      lon: 114.025,
      lat: 37.005,
      priority: 2,
      version: 1,
    })
    expect(body).toHaveProperty('sourceCategory', null)
  })

  it.each([
    ['/api/incidents/999', 404, 'unknown_incident'],
    ['/api/incidents/zero', 400, 'invalid_input'],
    ['/api/incidents?bbox=1,2,3', 400, 'west,south,east,north'],
    ['/api/incidents?bbox=5,5,1,1', 400, 'west,south,east,north'],
    ['/api/incidents?limit=0', 400, '"limit" must be >= 1, but it is 0'],
    ['/api/incidents?limit=501', 400, '500'],
    ['/api/incidents?cursor=zzz', 400, 'nextCursor'],
    ['/api/incidents?state=lost', 400, 'reported, accepted'],
    ['/api/incidents?category=77', 400, '77'],
    ['/api/incidents?colour=red', 400, 'colour'],
    ['/api/incidents.arrow?limit=3', 400, 'limit'],
    ['/api/incidents?q=a%00', 400, 'NUL'],
    ['/api/incidents?source=%00', 400, 'NUL'],
    ['/%c0', 400, 'invalid_input'],
    ['/api/incidents/Infinity', 400, 'invalid_input'],
    ['/api/incidents/1e400', 400, 'invalid_input'],
    ['/api/incidents?from=0000-01-01T00:00:00Z', 400, 'from 1970 to 2105'],
    ['/api/incidents?to=9999-12-31T23:59:59-23:59', 400, 'from 1970 to 2105'],
    ['/api/summary?to=0001-01-01T00:00:00Z', 400, 'from 1970 to 2105'],
    ['/api/coverage?to=9999-12-31T23:59:59-23:59', 400, 'from 1970 to 2105'],
    ['/api/incidents?cursor=OTk5OTk5OTk5OTk5OTk5LjE', 400, 'nextCursor'],
  ])('refuses %s', async (url, status, words) => {
    const answer = await get(app, url)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body).replaceAll('\\"', '"')).toContain(words)
  })
})
