import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { runOpen311Command } from '../../server/open311/command.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { readXml, spark } from './read-xml.ts'
import { EXAMPLES, REQUEST_FIELDS, W3C_TIME } from './specification.ts'

// The six methods as an app sees them, in both formats; and that nobody learns from them what the public may not see.

const CONTACT = { first_name: 'Na', last_name: 'Li', email: 'na@example.org', phone: '0319-7720000' }
const REPORT = {
  service_code: '0402',
  lat: '37.00513',
  long: '114.00557',
  address_string: 'In front of No. 7',
  description: '我家门口路面塌陷\nnext to the Wang family',
  ...CONTACT,
}
/** What a reporter told, and the exact place: in no answer to anybody. */
const SECRETS = /Li|example\.org|7720000|Wang|塌陷|No\. 7|37\.00513|114\.00557/

describeOnDatabases('Open311', (database) => {
  let app: App
  let staff: Staff
  let key = ''
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    key = await makeKey('A test’s app')
  })
  afterAll(() => app.close())

  const command = async (...words: string[]) => {
    const lines: string[] = []
    await runOpen311Command(database().db, words, { say: () => {}, print: (line) => lines.push(line) })
    return lines
  }
  const makeKey = async (name: string) => (await command('add', name))[0]!

  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.inject({ url: `/open311${path}`, headers: { cookie: '', ...headers } })
    return { status: response.statusCode, headers: response.headers, text: response.body }
  }
  /** The document of a path without its ending, which must be the same in both formats. */
  const read = async (path: string, root: string, headers: Record<string, string> = {}) => {
    const [name, query = ''] = path.split('?')
    const [json, xml] = [
      await ask(`${name}.json?${query}`, headers),
      await ask(`${name}.xml?${query}`, headers),
    ]
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(xml.status).toBe(json.status)
    const element = readXml(xml.text)
    const document = JSON.parse(json.text)
    expect(element.name).toBe(json.status < 400 ? root : 'errors')
    expect(spark(element, document)).toEqual(document)
    return { status: json.status, document, headers: json.headers }
  }
  const post = async (fields: Record<string, string>, ending = '.json') => {
    const response = await app.inject({
      method: 'POST',
      url: `/open311/v2/requests${ending}`,
      headers: { cookie: '', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      payload: new URLSearchParams(fields).toString(),
    })
    return { status: response.statusCode, text: response.body, headers: response.headers }
  }
  const file = async (fields: Record<string, string>) => {
    const { status, text } = await post({ api_key: key, ...fields })
    expect(status, text).toBe(200)
    return JSON.parse(text)[0] as { service_request_id?: string; service_notice: string; account_id: null }
  }
  const incidentOf = async (description: string) => {
    const { rows } = await sql<{ id: number }>`
      select max(id) as id from incident where description like ${`%${description}%`}`.execute(database().db)
    return Number(rows[0]!.id)
  }
  const request = (id: string) => read(`/v2/requests/${id}`, 'service_requests')
  const listed = async (query = '') => (await read(`/v2/requests?${query}`, 'service_requests')).document
  const codeIn = (notice: string) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(notice)![0]

  it('is found by its discovery document', async () => {
    for (const path of ['/discovery', '/v2/discovery']) {
      const { status, document } = await read(path, 'discovery')
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
    const { document, headers } = await read('/v2/services', 'services', { 'accept-language': 'en' })
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
    const inChinese = (await read('/v2/services?lang=zh-CN', 'services', { 'accept-language': 'en' }))
      .document
    expect(inChinese.length).toBe(document.length)
    expect(inChinese[0].group).toBe('安全隐患')
  })

  it('defines each service: what must be known, and nothing to fill in', async () => {
    const { document } = await read('/v2/services/0201', 'service_definition')
    expect(document.service_code).toBe('0201')
    const [attribute] = document.attributes
    expect(Object.keys(attribute).toSorted()).toEqual(
      Object.keys(
        (EXAMPLES['GET Service Definition']!.json as { attributes: object[] }).attributes[0]!,
      ).toSorted(),
    )
    expect(attribute).toMatchObject({ variable: false, required: false, order: 1 })
    expect((await read('/v2/services/0402', 'service_definition')).document.attributes).toEqual([])
    const { status, document: errors } = await read('/v2/services/0901', 'service_definition')
    expect([status, errors[0].code]).toEqual([404, 404])
    expect(errors[0].description).toContain('service_code "0901"')
  })

  it.each([
    [{}, 'api_key is missing'],
    [{ api_key: 'wg311_x' }, 'api_key is not known'],
  ])(
    'files nothing with the key of %o, and says so in the form of the specification',
    async (fields, told) => {
      for (const ending of ['.json', '.xml', '']) {
        const { status, text, headers } = await post({ ...REPORT, ...fields }, ending)
        expect([status, headers['access-control-allow-origin']]).toEqual([403, '*'])
        const like = [{ code: 403, description: '' }]
        const errors = ending === '.json' ? JSON.parse(text) : spark(readXml(text), like)
        expect(errors).toEqual([{ code: 403, description: expect.stringContaining(told) }])
      }
    },
  )

  describe('a report that an app files', () => {
    let id = ''
    let notice = ''
    let incident = 0
    beforeAll(async () => {
      const filed = await file(REPORT)
      expect(Object.keys(filed)).toEqual(
        Object.keys((EXAMPLES['POST Service Request']!.json as object[])[0]!),
      )
      id = filed.service_request_id!
      notice = filed.service_notice
      incident = await incidentOf('塌陷')
    })

    it('is an incident of the public like any other, its contact sealed', async () => {
      const { body } = await staff.dispatcher.get(`/api/incidents/${incident}`)
      expect(body).toMatchObject({
        category: '0402',
        source: 'public',
        address: 'In front of No. 7',
        area: 'A1a',
      })
      const { body: life } = await staff.dispatcher.get(`/api/incidents/${incident}/life`)
      expect(life.hasContact).toBe(true)
      expect(JSON.stringify(life)).not.toMatch(/7720000|example\.org/)
    })

    it('is followed from the first moment by whoever knows its id, and shown to nobody else', async () => {
      const { document } = await request(id)
      expect(document).toHaveLength(1)
      expect(Object.keys(document[0])).toEqual(REQUEST_FIELDS)
      expect(document[0]).toMatchObject({ service_request_id: id, status: 'open', service_code: '0402' })
      expect([document[0].lat, document[0].long, document[0].address]).toEqual([null, null, null])
      expect(await listed()).toEqual([])
      const { body } = await staff.dispatcher.get(`/api/incidents/${incident}`)
      // Its number is in order, and so can be guessed.
      expect((await request(body.number)).status).toBe(404)
    })

    it('is found by the tracking code of its notice', async () => {
      const token = codeIn(notice)
      const { document } = await read(`/v2/tokens/${token}`, 'service_requests')
      expect(document).toEqual([{ service_request_id: id, token }])
      const { status } = await read('/v2/tokens/ABCD-EFGH-JKMN-PQRS', 'service_requests')
      expect(status).toBe(404)
    })

    it('is public once it is accepted: where about, on which day, and nothing of what was told', async () => {
      await staff.dispatcher.act(incident, 'accept')
      await staff.dispatcher.act(incident, 'dispatch', { data: { unit: 'roads' } })
      const [shown, ...others] = await listed('status=open')
      expect(others).toEqual([])
      expect(shown).toMatchObject({
        service_request_id: id,
        status: 'open',
        status_notes: '已派给承办单位',
        service_name: '道路破损',
        description: null,
        agency_responsible: '公路站',
        address: 'C区A区A1区A1a区',
        address_id: 'A1a',
        media_url: null,
      })
      expect(shown.requested_datetime).toMatch(/T00:00:00\+08:00$/)
      expect(shown.expected_datetime).toMatch(/T23:59:59\+08:00$/)
      expect(shown.updated_datetime).toMatch(W3C_TIME)
      const metres = Math.hypot((shown.lat - 37.00513) * 111_000, (shown.long - 114.00557) * 88_600)
      expect(metres).toBeGreaterThan(1)
      expect(metres).toBeLessThan(72)
      const english = (await read(`/v2/requests/${id}?lang=en`, 'service_requests')).document[0]
      expect(english.address).toBe('Area A1a, Area A1, Area A, Area C')
    })

    it('is closed with the answer', async () => {
      await staff.handler.act(incident, 'start')
      await staff.handler.act(incident, 'feedback', { note: '已修' })
      await staff.dispatcher.act(incident, 'pass')
      await sql`update incident set public_answer = '路面已修复 <完>' where id = ${incident}`.execute(
        database().db,
      )
      const [shown] = (await request(id)).document
      expect(shown).toMatchObject({ status: 'closed', status_notes: '路面已修复 <完>' })
      expect(await listed('status=open')).toEqual([])
      expect(await listed('status=closed')).toHaveLength(1)
    })

    it('is told by no answer in its reporter’s words', async () => {
      const paths = [`/v2/requests/${id}`, '/v2/requests', `/v2/requests?service_request_id=${id}`]
      for (const path of [...paths, `/v2/tokens/${codeIn(notice)}`]) {
        const { document } = await read(path, 'service_requests')
        expect(document).toHaveLength(1)
        expect(JSON.stringify(document)).not.toMatch(SECRETS)
      }
    })
  })

  it('takes a dispute and never shows it, to whoever filed it neither', async () => {
    const filed = await file({ ...REPORT, service_code: '0201', description: '邻居吵架' })
    expect(Object.keys(filed)).toEqual(['service_notice', 'account_id'])
    const incident = await incidentOf('邻居吵架')
    await staff.dispatcher.act(incident, 'accept')
    const { rows } = await sql<{ number: string; told: string }>`
      select number, request_id as told from incident join open311_request on incident_id = incident.id
      where incident.id = ${incident}`.execute(database().db)
    const { number, told } = rows[0]!
    for (const id of [number, told]) expect((await request(id)).status).toBe(404)
    expect(await listed(`service_request_id=${number},${told}`)).toEqual([])
    expect(JSON.stringify(await listed())).not.toMatch(/0201/)
    expect(await listed('service_code=0201')).toEqual([])
    const token = codeIn(filed.service_notice)
    expect((await read(`/v2/tokens/${token}`, 'service_requests')).document).toEqual([
      { service_request_id: null, token },
    ])
  })

  it('takes a place in words, and a grid by its code', async () => {
    await file({ service_code: '0301', address_string: '村口', description: '只有地址' })
    await file({ service_code: '0301', address_id: 'B1a', description: '只有网格' })
    const { body } = await staff.dispatcher.get(`/api/incidents/${await incidentOf('只有网格')}`)
    expect(body.area).toBe('B1a')
  })

  it('keeps the address of a picture for those who handle the report, and asks for it nowhere', async () => {
    const { service_notice: notice } = await file({
      ...REPORT,
      lang: 'en',
      description: '照片见网址',
      media_url: 'http://127.0.0.1:1/a.jpg?b=1&c=2',
    })
    expect(notice).toContain('fetches no pictures')
    const { body } = await staff.dispatcher.get(`/api/incidents/${await incidentOf('照片见网址')}`)
    expect(body.description).toContain('http://127.0.0.1:1/a.jpg?b=1&c=2')
  })

  it('takes a report that is sent again under one Idempotency-Key once', async () => {
    const send = () =>
      app.inject({
        method: 'POST',
        url: '/open311/v2/requests.json',
        headers: {
          cookie: '',
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': 'again',
        },
        payload: new URLSearchParams({ api_key: key, ...REPORT, description: '再发一次' }).toString(),
      })
    const [first, second] = [await send(), await send()]
    expect(second.body).toBe(first.body)
  })

  it.each([
    [{ service_code: '' }, 400, 'service_code is missing'],
    [{ service_code: '0901' }, 404, 'service_code "0901" is not known'],
    [{ service_code: '04' }, 404, 'service_code "04"'],
    [{ lat: '', long: '', address_string: '' }, 400, 'A location is needed'],
    [{ lat: '10', long: '10' }, 400, 'The place must be in'],
    [{ phone: 'x' }, 400, 'phone must be'],
    [{ jurisdiction_id: 'city.gov' }, 404, 'jurisdiction_id "city.gov" is not served here, but "C" is'],
    [{ address_id: 'nowhere', lat: '', long: '' }, 404, 'No area with the code "nowhere"'],
  ])('refuses a report with %o', async (fields, status, description) => {
    const before = await database().db.selectFrom('incident').select('id').execute()
    const answer = await post({ api_key: key, ...REPORT, ...(fields as Record<string, string>) }, '.xml')
    expect(answer.status).toBe(status)
    expect(spark(readXml(answer.text), [{ code: 0, description: '' }])).toEqual([
      { code: status, description: expect.stringContaining(description) },
    ])
    expect(await database().db.selectFrom('incident').select('id').execute()).toHaveLength(before.length)
  })

  it('finds requests by service, time, status, id and page', async () => {
    const march = 'start_date=2026-03-01T00:00:00%2B08:00&end_date=2026-03-31T23:59:59%2B08:00'
    const ids = async (query: string) =>
      (await listed(query)).map(({ service_request_id: id }: { service_request_id: string }) => id)
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
    const { status, document } = await read(
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

  it('lets a page of any place ask', async () => {
    const { statusCode, headers } = await app.inject({ method: 'OPTIONS', url: '/open311/v2/requests.json' })
    expect([statusCode, headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, POST'])
    const head = await app.inject({ method: 'HEAD', url: '/open311/v2/services.json' })
    expect([head.statusCode, head.headers['access-control-allow-origin']]).toEqual([200, '*'])
  })

  it('has keys that are made, listed and revoked by command, each noted in the chain', async () => {
    const other = await makeKey('另一个 App')
    expect((await post({ api_key: other, ...REPORT, description: '用另一个' })).status).toBe(200)
    const lines = await command('list')
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('wg311_')
    const [number, name, maker, , used] = lines[1]!.split('\t')
    expect([name, maker, used]).toEqual(['另一个 App', 'wangge', expect.stringMatching(/^used 2/)])
    await command('revoke', number!)
    expect((await post({ api_key: other, ...REPORT })).status).toBe(403)
    await expect(command('revoke', number!)).rejects.toThrow(`There is no key ${number} that is alive.`)
    await expect(command('add', '另一个 App')).rejects.toThrow('There is or was a key')
    await expect(command('add', ' ')).rejects.toThrow('name of 1 to 100 characters')
    await expect(command('burn')).rejects.toThrow('open311-key takes list')
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
      const { status, headers, text } = await post({ api_key: 'wg311_guessed' })
      statuses.push(status)
      if (status !== 429) continue
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      expect(JSON.parse(text)).toEqual([{ code: 429, description: expect.stringMatching(/\S/) }])
    }
    expect(new Set(statuses)).toEqual(new Set([403, 429]))
  })
})
