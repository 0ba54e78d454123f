import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// Found by tests/api/fuzz.test.ts and by hand: each of these went wrong once.

describeOnDatabases('odd input', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  it.each([
    ['without a place was filed at 0° N 0° E', { lon: null, lat: null }],
    ['with yes for a place was filed at 1° E', { lon: true }],
    ['of a number for a title was filed', { title: 5 }],
    ['with an infinite priority was a fault of the server', { priority: '-1e400' }],
  ])('a report %s', async (_, more) => {
    const { status, body } = await staff.dispatcher.post('/api/incidents', { ...REPORT, ...more })
    expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
  })

  it.each(['/api/incidents?limit=-1e400', '/api/queue?limit=1e400', '/api/locate?lon=1e400&lat=37'])(
    'an infinite number passed the limits of its schema and was a fault of the server: %s',
    async (url) => {
      const { status, body } = await staff.dispatcher.get(url)
      expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
    },
  )

  it('half a character in a note broke the chain of events, or was a fault of the server', async () => {
    const { id } = (await staff.operator.post('/api/incidents', REPORT)).body
    const note = { note: '路面\ud83d 塌陷' }
    expect((await staff.dispatcher.act(id, 'reject', note)).status).toBe(400)
    expect((await staff.dispatcher.act(id, 'requestVoid', note)).status).toBe(400)
    expect((await staff.operator.post('/api/incidents', { ...REPORT, title: '\udfff' })).status).toBe(400)
    // Both halves are a character.
    expect((await staff.dispatcher.act(id, 'reject', { note: '路面\ud83d\udea7' })).status).toBe(200)
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('an infinite id in bulk was a fault of the server', async () => {
    const items = [{ id: '1e400', version: 1 }]
    const { status } = await staff.dispatcher.post('/api/incidents/actions', { items, action: 'accept' })
    expect(status).toBe(400)
  })

  it.each([
    ['that read from right to left', '\u202e好\u2066'],
    ['of nothing that is seen', '\u200b \u3000'],
    ['with a control character', '好\u0007'],
    ['with a control character of the second kind', '好\u009b'],
  ])('words %s were kept for good', async (_, words) => {
    const asked = [
      await staff.manager.post('/api/commendations', { title: 1, quarter: '2026-Q1', subject: 'A', words }),
      await staff.leader.post('/api/commendations/titles', { ...TITLE, name: words }),
      await staff.manager.post('/api/evaluation/appeals', { ...APPEAL, reason: words }),
      await staff.administrator.post('/api/training/courses', { ...COURSE, name: words }),
    ]
    for (const { status, body } of asked) expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
  })

  it.each<['POST' | 'PUT', string, (bad: string) => object]>([
    ['POST', '/api/surveys/1/sheets', (grid) => ({ grid })],
    ['POST', '/api/commendations', (subject) => ({ title: 1, quarter: '2026-Q1', subject, words: '好' })],
    [
      'POST',
      '/api/training/sessions/1/attendance',
      (operator) => ({ entries: [{ operator, result: 'expected' }] }),
    ],
    ['PUT', '/api/plan/milestones/1', (label) => ({ ...MILESTONE, label })],
    ['PUT', '/api/plan/milestones/1', (account) => ({ ...MILESTONE, owner: { account, unit: null } })],
  ])('NUL or half a character in a body was a fault of the server: %s %s', async (method, url, bodyOf) => {
    for (const bad of ['\0', 'a\0b', '\ud800', '\udc00a']) {
      const response = await app.inject({
        method,
        url,
        payload: bodyOf(bad),
        headers: { ...staff.leader.headers, 'if-match': '"1"' },
      })
      expect([response.statusCode, response.json().error.code], JSON.stringify(bad)).toEqual([
        400,
        'invalid_input',
      ])
    }
  })
})

const MILESTONE = {
  label: '',
  beginsOn: '2026-12-01',
  endsOn: '2026-12-31',
  targetPercent: 90,
  planned: null,
  owner: null,
}

const TITLE = { kind: 'unit', nameEn: 'x', most: 1, objectionDays: 5, objectionDayKind: 'working' }
const APPEAL = { quarter: '2026-Q1', level: 'township', code: 'A', indicator: 'onTime' }
const COURSE = {
  nameEn: 'x',
  minutes: 60,
  forRole: 'operator',
  gives: null,
  givenName: null,
  validMonths: null,
}
