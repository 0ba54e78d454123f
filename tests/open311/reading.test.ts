import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { HOSTILE_TEXTS } from '../api/hostile.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { openClient, REPORT } from './client.ts'
import { readXml, spark } from './read-xml.ts'
import { EXAMPLES } from './specification.ts'

// What apps read, in both formats, and in which form they are refused.

describeOnDatabases('what an app reads by Open311', (database) => {
  let app: App
  let client: Awaited<ReturnType<typeof openClient>>
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    client = await openClient(app, db)
  })
  afterAll(() => app.close())

  it('is found by its discovery document', async () => {
    for (const path of ['/discovery', '/v2/discovery']) {
      const { status, document } = await client.read(path, 'discovery')
      expect(status).toBe(200)
      expect(Object.keys(document)).toEqual(Object.keys(EXAMPLES['Service Discovery']!.json))
      expect(document.endpoints).toEqual([
        expect.objectContaining({
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: 'http://localhost:80/open311/v2',
          type: 'production',
          formats: ['text/xml', 'application/json'],
        }),
      ])
      expect(document.changeset).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
    }
  })

  it('lists what can be reported, in both languages', async () => {
    const { document, headers } = await client.read('/v2/services', 'services', { 'accept-language': 'en' })
    expect(headers).toMatchObject({ 'content-language': 'en', 'access-control-allow-origin': '*' })
    const road = document.find(({ service_code: code }: { service_code: string }) => code === '0402')
    expect(Object.keys(road)).toEqual(Object.keys((EXAMPLES['GET Service List']!.json as object[])[0]!))
    expect(road).toMatchObject({
      service_name: 'Damaged road',
      metadata: false,
      type: 'realtime',
      group: 'Public facilities',
    })
    const dispute = document.find(({ service_code: code }: { service_code: string }) => code === '0201')
    expect(dispute).toMatchObject({ metadata: true, type: 'blackbox' })
    // No emergencies: those are called in.
    expect(document.filter(({ group }: { group: string }) => group === 'Emergency')).toEqual([])
    const inChinese = (await client.read('/v2/services?lang=zh-CN', 'services', { 'accept-language': 'en' }))
      .document
    expect(inChinese.length).toBe(document.length)
    expect(inChinese[0].group).toBe('安全隐患')
  })

  it('defines each service: what must be known, and nothing to fill in', async () => {
    const { document } = await client.read('/v2/services/0201', 'service_definition')
    expect(document.service_code).toBe('0201')
    const [attribute] = document.attributes
    expect(Object.keys(attribute).toSorted()).toEqual(
      Object.keys(
        (EXAMPLES['GET Service Definition']!.json as { attributes: object[] }).attributes[0]!,
      ).toSorted(),
    )
    expect(attribute).toMatchObject({ variable: false, required: false, order: 1 })
    expect((await client.read('/v2/services/0402', 'service_definition')).document.attributes).toEqual([])
    const { status, document: errors } = await client.read('/v2/services/0901', 'service_definition')
    expect([status, errors[0].code]).toEqual([404, 404])
    expect(errors[0].description).toContain('service_code "0901"')
  })

  it('finds requests by service, time, status, id and page', async () => {
    const march = 'start_date=2026-03-01T00:00:00%2B08:00&end_date=2026-03-31T23:59:59%2B08:00'
    const ids = async (query: string) =>
      (await client.listed(query)).map(({ service_request_id: id }: { service_request_id: string }) => id)
    // N4 is an emergency, N5 was rejected, N6 and N8 wait, and N6 is nowhere.
    expect(await ids(march)).toEqual(['N7', 'N3', 'N2', 'N1'])
    expect(await ids(`${march}&status=closed`)).toEqual(['N2', 'N1'])
    expect(await ids(`${march}&status=open,closed&jurisdiction_id=C`)).toEqual(['N7', 'N3', 'N2', 'N1'])
    expect(await ids(`${march}&service_code=0402,0901`)).toEqual([])
    expect(await ids(`${march}&page=2&page_size=3`)).toEqual(['N1'])
    expect(await ids('service_request_id=N1,N3,N4,N6,nonsense&status=open')).toEqual(['N3', 'N1'])
    expect(await ids('start_date=2026-03-02T00:00:00%2B08:00&end_date=2026-03-03T00:00:00%2B08:00')).toEqual([
      'N3',
      'N2',
    ])
    const { status, document } = await client.read(
      '/v2/requests?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z',
      'service_requests',
    )
    expect([status, document[0].description]).toEqual([400, expect.stringContaining('90 days apart')])
  })

  it.each([
    ['GET', '/open311', 404],
    ['GET', '/open311/v2/nothing.xml', 404],
    ['DELETE', '/open311/v2/requests.xml', 404],
    ['GET', '/open311/v2/services/%zz.xml', 400],
    ['GET', '/open311/v2/requests/%00.xml', 400],
    ['GET', '/open311/v2/requests.xml?lang=fr', 400],
    ['POST', '/open311/v2/requests.xml', 400],
  ] as const)('answers %s %s in the form of the specification', async (method, url, status) => {
    const headers = { cookie: '', 'content-type': 'multipart/form-data; boundary=x' }
    const sent = method === 'POST' ? { headers, payload: '--x--' } : { headers: { cookie: '' } }
    const answer = await app.inject({ method, url, ...sent })
    expect(answer.statusCode, answer.body).toBe(status)
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(answer.headers['access-control-allow-origin']).toBe('*')
    expect(answer.headers['cache-control']).toBe('no-store')
    const like = [{ code: 0, description: '' }]
    expect(spark(readXml(answer.body), like)).toEqual([
      { code: status, description: expect.stringMatching(/\S/) },
    ])
  })

  it('answers whatever is asked and filed well, or in the form of the specification', async () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 30 }))
    const path = fc.constantFrom('services', 'services/', 'requests', 'requests/', 'tokens/', 'discovery', '')
    const name = fc.constantFrom(...Object.keys(REPORT), 'status', 'start_date', 'page', 'lang', 'media_url')
    const fields = fc.dictionary(name, text, { maxKeys: 4 })
    const ending = fc.constantFrom('.json', '.xml', '')
    const asked = fc.record({ path, text, fields, ending, files: fc.boolean(), from: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(asked, async ({ path: at, text: id, fields: given, ending: format, files, from }) => {
        const encoded = at.endsWith('/') ? encodeURIComponent(id.replaceAll(/\p{Cs}/gu, '?')) : ''
        const query = new URLSearchParams(given).toString()
        const form = new URLSearchParams({ ...REPORT, ...given, api_key: client.key }).toString()
        const answer = await app.inject({
          ...(files
            ? { method: 'POST', url: `/open311/v2/requests${format}`, payload: form }
            : { url: `/open311/v2/${at}${encoded}${format}?${query}` }),
          headers: { cookie: '', 'content-type': 'application/x-www-form-urlencoded' },
          remoteAddress: `10.0.0.${from}`,
        })
        const { statusCode: status, body } = answer
        expect([200, 400, 403, 404, 429], body).toContain(status)
        const isJson = answer.headers['content-type'] === 'application/json; charset=utf-8'
        const like = [{ code: 0, description: '' }]
        const document = isJson ? JSON.parse(body) : spark(readXml(body), status < 400 ? {} : like)
        if (status >= 400) {
          expect(document.length).toBeGreaterThan(0)
          for (const error of document)
            expect(error).toEqual({ code: status, description: expect.stringMatching(/\S/) })
        }
        expect(body).not.toMatch(/\n\s+at |node_modules|\bselect \w|insert into|violates|kysely/i)
      }),
      { seed: 20261126, numRuns: 250, endOnFailure: true },
    )
  }, 60_000)

  it('lets a page of any place ask', async () => {
    const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url: '/open311/v2/requests.json' })
    expect([statusCode, headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, POST'])
    const head = await app.inject({ method: 'HEAD', url: '/open311/v2/services.json' })
    expect([head.statusCode, head.headers['access-control-allow-origin']]).toEqual([200, '*'])
  })

  it.each([
    [{}, 'api_key is missing'],
    [{ api_key: 'wg311_x' }, 'api_key is not known'],
  ])(
    'files nothing with the key of %o, and says so in the form of the specification',
    async (fields, told) => {
      for (const ending of ['.json', '.xml', '']) {
        const { status, text, headers } = await client.post({ ...REPORT, ...fields }, ending)
        expect([status, headers['access-control-allow-origin']]).toEqual([403, '*'])
        const like = [{ code: 403, description: '' }]
        const errors = ending === '.json' ? JSON.parse(text) : spark(readXml(text), like)
        expect(errors).toEqual([{ code: 403, description: expect.stringContaining(told) }])
      }
    },
  )

  it('has keys that are made, listed and revoked by command, each noted in the chain', async () => {
    const other = (await client.command('add', '另一个 App'))[0]!
    expect((await client.post({ api_key: other, ...REPORT, description: '用另一个' })).status).toBe(200)
    const lines = await client.command('list')
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('wg311_')
    const [number, name, maker, , used] = lines[1]!.split('\t')
    expect([name, maker, used]).toEqual(['另一个 App', 'wangge', expect.stringMatching(/^used 2/)])
    await client.command('revoke', number!)
    expect((await client.post({ api_key: other, ...REPORT })).status).toBe(403)
    await expect(client.command('revoke', number!)).rejects.toThrow(
      `There is no key ${number} that is alive.`,
    )
    await expect(client.command('add', '另一个 App')).rejects.toThrow('There is or was a key')
    await expect(client.command('add', ' ')).rejects.toThrow('name of 1 to 100 characters')
    await expect(client.command('burn')).rejects.toThrow('open311-key takes list')
    const { rows } = await sql<{ data: object }>`
      select data from incident_event where action = 'open311' order by seq`.execute(database().db)
    expect(rows.map(({ data }) => data).slice(1)).toEqual([
      { key: '另一个 App', what: 'made' },
      { key: '另一个 App', what: 'revoked' },
    ])
  })

  it('has enough of a key at last, and says when to come back', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 61; i += 1) {
      const { status, headers, text } = await client.post({ api_key: 'wg311_guessed' })
      statuses.push(status)
      if (status !== 429) continue
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      expect(JSON.parse(text)).toEqual([{ code: 429, description: expect.stringMatching(/\S/) }])
    }
    expect(new Set(statuses)).toEqual(new Set([403, 429]))
  })
})
