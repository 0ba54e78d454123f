import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import { addWorkingTime, dayOf } from '../../server/domain/calendar.ts'
import { dateOfDay } from '../../server/domain/calendar-entry.ts'
import { readCalendar } from '../../server/calendar/read-calendar.ts'
import { setDays } from '../../server/calendar/change.ts'
import { COMMAND } from '../../server/events/note-event.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, personOf, REPORT, type Staff } from '../support/people.ts'
import { openServer, plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('the working calendar', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const change = async (method: 'PUT' | 'DELETE', url: string, payload?: object) => {
    const { headers } = staff.administrator
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json() }
  }
  const lastEvent = async () => {
    const { rows } = await sql`
      select action, actor, actor_role as role, data from incident_event order by seq desc limit 1`.execute(
      database().db,
    )
    return rows[0]
  }
  const head = async () =>
    (await database().db.selectFrom('event_head').select('seq').executeTakeFirstOrThrow()).seq

  it('shows a year to everybody who is signed in', async () => {
    const { status, body } = await staff.display.get('/api/calendar?year=2026')
    expect(status).toBe(200)
    expect(body).toMatchObject({ weekdays: [1, 2, 3, 4, 5], hours: '08:30-12:00,14:00-18:00' })
    expect(body.days).toHaveLength(33 + 6)
    expect(body.days[0]).toEqual({ date: '2026-01-01', kind: 'holiday', name: '元旦', nameEn: 'New Year' })
    expect(body.entered).toEqual(expect.arrayContaining([2024, 2025, 2026]))
  })

  it('counts at once, in every process, for deadlines set from then on, and moves none', async () => {
    const { db } = database()
    const other = await buildApp({ db, listen: null, config: plainConfig, webFolder: null })
    await other.ready()
    const elsewhere = personOf(
      other,
      'else',
      await signedIn(db, 'else', [{ role: 'dispatcher', area: null }]),
    )
    const before = (await elsewhere.post('/api/incidents', REPORT)).body
    const now = Date.now()
    // The next five working days are off.
    const calendar = await readCalendar(db)
    const days = [1, 2, 3, 4, 5].map((n) => dateOfDay(dayOf(addWorkingTime(now, n, calendar), calendar)))
    const entries = days.map((date) => ({ first: date, last: date, kind: 'holiday', name: '试' }))
    expect((await change('PUT', '/api/calendar/days', { entries })).status).toBe(200)
    const after = (await elsewhere.post('/api/incidents', REPORT)).body
    expect(Date.parse(after.dueAt)).toBeGreaterThan(addWorkingTime(now, 11.9, calendar))
    expect((await elsewhere.get(`/api/incidents/${before.id}/life`)).body.dueAt).toBe(before.dueAt)
    // What runs on from such a deadline goes by the new days, too: an order of two days ends after them.
    const supervised = await staff.supervisor.act(before.id, 'supervise', { note: '快', data: { days: 2 } })
    expect(Date.parse(supervised.body.supervisedDueAt)).toBeGreaterThan(addWorkingTime(now, 6.9, calendar))
    for (const date of days) {
      expect((await change('DELETE', `/api/calendar/days?first=${date}&last=${date}`)).status).toBe(200)
    }
    expect(await readCalendar(db)).toEqual(calendar)
    await other.close()
  })

  it('keeps what was changed, by whom, and what was before, in the chain of events', async () => {
    const put = (kind: string) =>
      change('PUT', '/api/calendar/days', {
        entries: [{ first: '2031-10-01', last: '2031-10-02', kind, name: '国庆节', nameEn: 'National Day' }],
      })
    const { body } = await put('holiday')
    expect([body.year, body.days.length, body.entered.at(-1)]).toEqual([2031, 2, 2031])
    expect(await lastEvent()).toEqual({
      action: 'calendar',
      actor: 'administrator',
      role: 'administrator',
      data: { set: '2031-10-01..2031-10-02 holiday 国庆节 / National Day', before: '' },
    })
    const seq = await head()
    await put('holiday')
    expect(await head(), 'nothing changed, nothing noted').toBe(seq)
    await put('workday')
    expect(await lastEvent()).toMatchObject({
      data: {
        set: '2031-10-01..2031-10-02 workday 国庆节 / National Day',
        before: '2031-10-01..2031-10-02 holiday 国庆节 / National Day',
      },
    })
    await change('DELETE', '/api/calendar/days?first=2031-10-02&last=2031-10-31')
    expect(await lastEvent()).toMatchObject({
      data: { removed: '2031-10-02 workday 国庆节 / National Day' },
    })
    await setDays(database().db, COMMAND, [
      { first: '2031-10-01', last: '2031-10-01', kind: 'holiday', name: null, nameEn: null },
    ])
    expect(await lastEvent()).toMatchObject({ actor: 'wangge', role: 'command' })
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('has office hours and weekdays of its own', async () => {
    const { body } = await change('PUT', '/api/calendar/hours', {
      weekdays: [6, 1, 2, 3],
      hours: '9:00-17:00',
    })
    expect(body).toMatchObject({ weekdays: [1, 2, 3, 6], hours: '09:00-17:00' })
    expect(await lastEvent()).toMatchObject({
      data: { hours: '09:00-17:00', weekdays: '1,2,3,6', before: '08:30-12:00,14:00-18:00 on 1,2,3,4,5' },
    })
    // Wednesday 17:00 has no hour left: four hours of Saturday's eight.
    const calendar = await readCalendar(database().db)
    const end = addWorkingTime(Date.parse('2026-11-18T17:00:00+08:00'), 0.5, calendar)
    expect(new Date(end).toISOString()).toBe('2026-11-21T05:00:00.000Z')
    await change('PUT', '/api/calendar/hours', {
      weekdays: [1, 2, 3, 4, 5],
      hours: '08:30-12:00,14:00-18:00',
    })
  })

  it.each([
    [
      'PUT',
      '/api/calendar/days',
      { entries: [{ first: '2027-02-29', last: '2027-02-29', kind: 'holiday' }] },
      'Days are dates',
    ],
    [
      'PUT',
      '/api/calendar/days',
      { entries: [{ first: '2027-02-02', last: '2027-02-01', kind: 'holiday' }] },
      'Days are dates',
    ],
    [
      'PUT',
      '/api/calendar/days',
      { entries: [{ first: '2027-01-01', last: '2027-12-31', kind: 'holiday' }] },
      'at most 60',
    ],
    [
      'PUT',
      '/api/calendar/days',
      {
        entries: [
          { first: '2027-01-01', last: '2027-01-03', kind: 'holiday' },
          { first: '2027-01-03', last: '2027-01-03', kind: 'workday' },
        ],
      },
      'The day 2027-01-03 comes twice',
    ],
    [
      'PUT',
      '/api/calendar/days',
      { entries: [{ first: '2027-01-01', last: '2027-01-01', kind: 'holiday', name: ' ' }] },
      "A day's name",
    ],
    ['DELETE', '/api/calendar/days?first=2027-01-01&last=2026-01-01', undefined, 'Days are dates'],
    ['PUT', '/api/calendar/hours', { weekdays: [1], hours: '12:00-08:00' }, 'Office hours must follow'],
    ['PUT', '/api/calendar/hours', { weekdays: [1], hours: '12' }, 'Office hours are like'],
    ['PUT', '/api/calendar/hours', { weekdays: [], hours: '08:00-12:00' }, 'weekdays'],
  ] as const)('refuses %s %s %j', async (method, url, payload, message) => {
    const [seq, calendar] = [await head(), await readCalendar(database().db)]
    const answer = await change(method, url, payload)
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining(message)])
    expect([await head(), await readCalendar(database().db)]).toEqual([seq, calendar])
  })
})
