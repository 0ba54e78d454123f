import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { codeIn, openClient, REPORT, SECRETS } from './client.ts'
import { readXml, spark } from './read-xml.ts'
import { EXAMPLES, REQUEST_FIELDS, W3C_TIME } from './specification.ts'

// What apps file, and that nobody learns from the API what the public may not see.

describeOnDatabases('what an app files by Open311', (database) => {
  let app: App
  let staff: Staff
  let client: Awaited<ReturnType<typeof openClient>>
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    client = await openClient(app, db)
  })
  afterAll(() => app.close())

  describe('a report that an app files', () => {
    let id = ''
    let notice = ''
    let incident = 0
    beforeAll(async () => {
      const filed = await client.file(REPORT)
      expect(Object.keys(filed)).toEqual(
        Object.keys((EXAMPLES['POST Service Request']!.json as object[])[0]!),
      )
      id = filed.service_request_id!
      notice = filed.service_notice
      incident = await client.incidentOf('塌陷')
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
      const { document } = await client.request(id)
      expect(document).toHaveLength(1)
      expect(Object.keys(document[0])).toEqual(REQUEST_FIELDS)
      expect(document[0]).toMatchObject({ service_request_id: id, status: 'open', service_code: '0402' })
      expect([document[0].lat, document[0].long, document[0].address]).toEqual([null, null, null])
      expect(await client.listed()).toEqual([])
      const { body } = await staff.dispatcher.get(`/api/incidents/${incident}`)
      // Its number is in order, and so can be guessed.
      expect((await client.request(body.number)).status).toBe(404)
    })

    it('is found by the tracking code of its notice', async () => {
      const token = codeIn(notice)
      const { document } = await client.read(`/v2/tokens/${token}`, 'service_requests')
      expect(document).toEqual([{ service_request_id: id, token }])
      const { status } = await client.read('/v2/tokens/ABCD-EFGH-JKMN-PQRS', 'service_requests')
      expect(status).toBe(404)
    })

    it('is public once it is accepted: where about, on which day, and nothing of what was told', async () => {
      await staff.dispatcher.act(incident, 'accept')
      await staff.dispatcher.act(incident, 'dispatch', { data: { unit: 'roads' } })
      const [shown, ...others] = await client.listed('status=open')
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
      const english = (await client.read(`/v2/requests/${id}?lang=en`, 'service_requests')).document[0]
      expect(english.address).toBe('Area A1a, Area A1, Area A, Area C')
    })

    it('is closed with the answer', async () => {
      await staff.handler.act(incident, 'start')
      await staff.handler.act(incident, 'feedback', { note: '已修' })
      await staff.dispatcher.act(incident, 'pass')
      await sql`update incident set public_answer = '路面已修复 <完>' where id = ${incident}`.execute(
        database().db,
      )
      const [shown] = (await client.request(id)).document
      expect(shown).toMatchObject({ status: 'closed', status_notes: '路面已修复 <完>' })
      expect(await client.listed('status=open')).toEqual([])
      expect(await client.listed('status=closed')).toHaveLength(1)
    })

    it('is told by no answer in its reporter’s words', async () => {
      const paths = [`/v2/requests/${id}`, '/v2/requests', `/v2/requests?service_request_id=${id}`]
      for (const path of [...paths, `/v2/tokens/${codeIn(notice)}`]) {
        const { document } = await client.read(path, 'service_requests')
        expect(document).toHaveLength(1)
        expect(JSON.stringify(document)).not.toMatch(SECRETS)
      }
    })
  })

  it('takes a dispute and never shows it, to whoever filed it neither', async () => {
    const filed = await client.file({ ...REPORT, lang: 'en', service_code: '0201', description: '邻居吵架' })
    expect(Object.keys(filed)).toEqual(['service_notice', 'account_id'])
    expect(filed.service_notice).toMatch(/shown only to those who settle them/)
    expect(filed.service_notice).not.toMatch(/everybody sees/)
    const incident = await client.incidentOf('邻居吵架')
    await staff.dispatcher.act(incident, 'accept')
    const { rows } = await sql<{ number: string; told: string }>`
      select number, request_id as told from incident join open311_request on incident_id = incident.id
      where incident.id = ${incident}`.execute(database().db)
    const { number, told } = rows[0]!
    for (const id of [number, told]) expect((await client.request(id)).status).toBe(404)
    expect(await client.listed(`service_request_id=${number},${told}`)).toEqual([])
    expect(JSON.stringify(await client.listed())).not.toMatch(/0201/)
    expect(await client.listed('service_code=0201')).toEqual([])
    const token = codeIn(filed.service_notice)
    expect((await client.read(`/v2/tokens/${token}`, 'service_requests')).document).toEqual([
      { service_request_id: null, token },
    ])
  })

  it('takes a place in words, and a grid by its code', async () => {
    await client.file({ service_code: '0301', address_string: '村口', description: '只有地址' })
    await client.file({ service_code: '0301', address_id: 'B1a', description: '只有网格' })
    const { body } = await staff.dispatcher.get(`/api/incidents/${await client.incidentOf('只有网格')}`)
    expect(body.area).toBe('B1a')
  })

  it('keeps the address of a picture for those who handle the report, and asks for it nowhere', async () => {
    const { service_notice: notice } = await client.file({
      ...REPORT,
      lang: 'en',
      description: '照片见网址',
      media_url: 'http://127.0.0.1:1/a.jpg?b=1&c=2',
    })
    expect(notice).toContain('fetches no pictures')
    const { body } = await staff.dispatcher.get(`/api/incidents/${await client.incidentOf('照片见网址')}`)
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
        payload: new URLSearchParams({ api_key: client.key, ...REPORT, description: '再发一次' }).toString(),
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
    const answer = await client.post(
      { api_key: client.key, ...REPORT, ...(fields as Record<string, string>) },
      '.xml',
    )
    expect(answer.status).toBe(status)
    expect(spark(readXml(answer.text), [{ code: 0, description: '' }])).toEqual([
      { code: status, description: expect.stringContaining(description) },
    ])
    expect(await database().db.selectFrom('incident').select('id').execute()).toHaveLength(before.length)
  })
})
