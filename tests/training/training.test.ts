import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const COURSE = {
  name: '资格培训',
  nameEn: 'Certificate course',
  minutes: 360,
  forRole: 'operator',
  gives: 'certificate',
  givenName: '合格证',
  validMonths: 12,
}
const HOUR = 3_600_000

/** The county's day at a moment. */
const dayOf = (ms: number): string => new Date(ms + 8 * HOUR).toISOString().slice(0, 10)

describeOnDatabases('training', (database) => {
  let app: App
  let staff: Staff
  let today = ''
  let course = 0
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    // Six at home in township A, one in B.
    await sql`insert into operator (code, name, area_id)
      select 'T' || n, 'T' || n, area.id from generate_series(1, 7) n join area on area.code = case when n < 7 then 'A' else 'B' end`.execute(
      db,
    )
    today = (await staff.leader.get('/api/training/due')).body.today
  })
  afterAll(() => app.close())

  const send = async (who: Person, method: 'POST' | 'PUT', url: string, body: object, version?: number) => {
    const headers = { ...who.headers, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }
    const response = await app.inject({ method, url: `/api/training/${url}`, headers, payload: body })
    return { status: response.statusCode, body: response.body === '' ? null : response.json() }
  }
  const session = (area: string, fromNowMs: number, more: object = {}) => ({
    course,
    area,
    address: '村部 “一楼”',
    lon: 114.005,
    lat: 37.005,
    startsAt: new Date(Date.now() + fromNowMs).toISOString(),
    endsAt: new Date(Date.now() + fromNowMs + HOUR).toISOString(),
    capacity: 4,
    trainer: '王老师',
    ...more,
  })
  const qualificationsOf = async (code: string) => {
    const { body } = await staff.administrator.get('/api/operators?area=A')
    const found = body.items.find((one: { code: string }) => one.code === code)
    return found.qualifications.map(({ id: _, ...rest }: Record<string, unknown>) => rest)
  }

  it('has courses, which those who manage the whole county change, one at a time', async () => {
    expect((await send(staff.manager, 'POST', 'courses', COURSE)).body.error.code).toBe('not_allowed')
    const added = await send(staff.administrator, 'POST', 'courses', COURSE)
    expect(added).toMatchObject({ status: 201, body: { ...COURSE, retired: false, version: 1 } })
    course = added.body.id
    expect((await send(staff.administrator, 'POST', 'courses', COURSE)).body.error.code).toBe('invalid_input')
    const nothing = { ...COURSE, name: 'x', gives: null, givenName: null }
    expect((await send(staff.administrator, 'POST', 'courses', nothing)).status).toBe(400)
    const change = { ...COURSE, minutes: 300, retired: false }
    expect((await send(staff.administrator, 'PUT', `courses/${course}`, change, 1)).body.version).toBe(2)
    expect((await send(staff.administrator, 'PUT', `courses/${course}`, change, 1)).body.error.code).toBe(
      'stale',
    )
    expect((await staff.operator.get('/api/training/courses')).body.error.code).toBe('not_allowed')
  })

  it('is held for a township by its manager, and for the county by those of the county', async () => {
    const tried = [
      await send(staff.manager, 'POST', 'sessions', session('B', HOUR)),
      await send(staff.manager, 'POST', 'sessions', session('C', HOUR)),
      await send(staff.leader, 'POST', 'sessions', session('A', HOUR)),
      await send(staff.manager, 'POST', 'sessions', session('A1', HOUR)),
      await send(staff.manager, 'POST', 'sessions', session('A', HOUR, { lon: 120 })),
      await send(staff.manager, 'POST', 'sessions', session('A', HOUR, { course: 999 })),
    ]
    expect(tried.map(({ body }) => body.error.code)).toEqual([
      'out_of_scope',
      'out_of_scope',
      'not_allowed',
      'invalid_input',
      'invalid_input',
      'unknown_training',
    ])
    const own = await send(staff.manager, 'POST', 'sessions', session('A', 24 * HOUR))
    expect(own).toMatchObject({
      status: 201,
      body: { attendances: [], session: { area: 'A', mayManage: true } },
    })
    // Sent again, it was planned again.
    const { startsAt, endsAt } = own.body.session
    const again = { ...session('A', 24 * HOUR), startsAt, endsAt }
    expect((await send(staff.manager, 'POST', 'sessions', again)).body.error.code).toBe('invalid_input')
    await send(staff.administrator, 'POST', 'sessions', session('C', 24 * HOUR))
    await send(staff.administrator, 'POST', 'sessions', session('B', 24 * HOUR))
    const listed = async (who: Person, area: string) => {
      const { body } = await who.get(`/api/training/sessions?from=2020-01-01&to=2099-01-01&area=${area}`)
      return body.items.map((one: { area: string; mayManage: boolean }) => [one.area, one.mayManage])
    }
    expect(await listed(staff.manager, 'A')).toEqual([
      ['A', true],
      ['C', false],
    ])
    expect((await listed(staff.leader, 'C')).map(([area]: [string]) => area)).toEqual(['A', 'C', 'B'])
  })

  it('keeps what was passed as a qualification with its end, once, and takes it back with the result', async () => {
    const { body: made } = await send(staff.manager, 'POST', 'sessions', session('A', -2 * HOUR))
    const url = `sessions/${made.session.id}/attendance`
    const enter = (version: number, ...entries: [operator: string, result: string][]) =>
      send(
        staff.manager,
        'POST',
        url,
        { entries: entries.map(([operator, result]) => ({ operator, result })) },
        version,
      )
    for (const [wrong, fault] of [
      [[['T7', 'passed']], 'whom you manage'],
      [
        [
          ['T1', 'passed'],
          ['NOBODY', 'absent'],
        ],
        'NOBODY',
      ],
      [
        [
          ['T1', 'passed'],
          ['T1', 'absent'],
        ],
        'twice',
      ],
      [['T1', 'T2', 'T3', 'T4', 'T5'].map((code) => [code, 'absent']), 'At most 4'],
    ] as [[string, string][], string][]) {
      const { body } = await enter(1, ...wrong)
      expect([body.error?.code, body.error?.message]).toEqual([
        'invalid_input',
        expect.stringContaining(fault),
      ])
    }
    expect(await qualificationsOf('T1')).toEqual([])
    const first = await enter(1, ['T1', 'passed'], ['T2', 'not_passed'], ['T3', 'absent'], ['T4', 'expected'])
    expect(first.body.session).toMatchObject({ expected: 1, passed: 1, notPassed: 1, absent: 1, version: 2 })
    // Of the session, which near midnight was yesterday.
    const heldOn = dayOf(Date.parse(made.session.startsAt))
    const [year, ...rest] = heldOn.split('-')
    const given = [
      {
        kind: 'certificate',
        name: '合格证',
        obtainedOn: heldOn,
        expiresOn: [Number(year) + 1, ...rest].join('-'),
      },
    ]
    if (rest.join('-') !== '02-29') expect(await qualificationsOf('T1')).toEqual(given)
    expect((await enter(1, ['T2', 'passed'])).body.error.code).toBe('stale')
    // The same again gives nothing twice.
    await enter(2, ['T1', 'passed'], ['T2', 'passed'], ['T4', 'off'])
    expect(await qualificationsOf('T1')).toHaveLength(1)
    expect(await qualificationsOf('T2')).toHaveLength(1)
    const moved = { ...session('A', 48 * HOUR), cancelled: false }
    expect((await send(staff.manager, 'PUT', `sessions/${made.session.id}`, moved, 3)).body.error.code).toBe(
      'training_held',
    )
    // Less room than there are on its list was taken.
    const { startsAt, endsAt } = made.session
    const narrow = { ...session('A', -2 * HOUR), startsAt, endsAt, capacity: 2, cancelled: false }
    const narrowed = await send(staff.manager, 'PUT', `sessions/${made.session.id}`, narrow, 3)
    expect(narrowed.body.error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('3'),
    })
    const back = await enter(3, ['T2', 'not_passed'])
    expect(back.body.attendances.map((one: { result: string }) => one.result)).toEqual([
      'passed',
      'not_passed',
      'absent',
    ])
    expect(await qualificationsOf('T2')).toEqual([])
    // What was taken back by hand is no fault when the result is corrected.
    await sql`delete from qualification where name = '合格证'`.execute(database().db)
    expect((await enter(4, ['T1', 'absent'])).status).toBe(200)
    expect((await enter(5, ['T1', 'passed'])).status).toBe(200)
  })

  it('takes no result before the session begins, and nothing for one that is cancelled', async () => {
    const { body: made } = await send(staff.manager, 'POST', 'sessions', session('A', 48 * HOUR))
    const { id } = made.session
    const entry = (result: string) => ({ entries: [{ operator: 'T4', result }] })
    expect((await send(staff.manager, 'POST', `sessions/${id}/attendance`, entry('passed'), 1)).status).toBe(
      400,
    )
    expect(
      (await send(staff.manager, 'POST', `sessions/${id}/attendance`, entry('expected'), 1)).status,
    ).toBe(200)
    const due = (await staff.leader.get('/api/training/due?area=A')).body
    expect(due.items.find((one: { operator: { code: string } }) => one.operator.code === 'T4')).toMatchObject(
      {
        is: 'none',
        expectedIn: id,
      },
    )
    const cancel = { ...session('A', 48 * HOUR), cancelled: true }
    const cancelled = await send(staff.manager, 'PUT', `sessions/${id}`, cancel, 2)
    expect(cancelled.body.session).toMatchObject({ cancelled: true, version: 3 })
    expect((await send(staff.manager, 'POST', `sessions/${id}/attendance`, entry('absent'), 3)).status).toBe(
      400,
    )
  })

  it('says who is due, and what share is trained: the same in list and figure', async () => {
    const { body: due } = await staff.leader.get('/api/training/due')
    const a = due.byTownship.find(({ area }: { area: string }) => area === 'A')
    expect(a.trained).toBe(1)
    expect(a.due).toBe(a.operators - 1)
    const sum = (name: string) =>
      due.byTownship.reduce((total: number, one: Record<string, number>) => total + one[name]!, 0)
    expect([sum('trained'), sum('operators')]).toEqual([due.total.trained, due.total.operators])
    const { body: share } = await staff.analyst.get('/api/training/share?level=township')
    expect(share.total).toEqual(due.total)
    const of = (code: string) => share.byArea.find((one: { code: string }) => one.code === code).share
    expect(of('A')).toEqual({ trained: a.trained, operators: a.operators })
    // A handful would tell whose certificate it is.
    expect(of('B')).toBeNull()
    expect((await staff.manager.get('/api/training/due?area=B')).body.error.code).toBe('out_of_scope')
    expect((await staff.analyst.get('/api/training/due')).body.error.code).toBe('not_allowed')
  })

  it('has a plan by year and quarter, against which what was held is counted', async () => {
    const year = Number(today.slice(0, 4))
    const quarter = `${year}-Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
    const line = { period: quarter, course, area: 'A', sessions: 3 }
    const { body: made } = await send(staff.manager, 'POST', 'plan', line)
    expect((await send(staff.manager, 'POST', 'plan', line)).status).toBe(400)
    expect((await send(staff.manager, 'POST', 'plan', { ...line, area: 'B' })).status).toBe(403)
    await send(staff.manager, 'POST', 'plan', { ...line, period: String(year), sessions: 9 })
    const { body } = await staff.leader.get(`/api/training/plan?year=${year}`)
    // The session that was held began two hours ago: in the first hours of a quarter or a year, in the one before.
    const [heldIn, month] = dayOf(Date.now() - 2 * HOUR).split('-')
    const periods = new Set([heldIn, `${heldIn}-Q${Math.ceil(Number(month) / 3)}`])
    for (const one of body.items) {
      const held = periods.has(one.period) ? 1 : 0
      expect([one.period, one.held, one.passed]).toEqual([one.period, held, held])
    }
    expect(body.items.map(({ period, sessions }: Record<string, unknown>) => [period, sessions])).toEqual([
      [String(year), 9],
      [quarter, 3],
    ])
    expect((await send(staff.manager, 'PUT', `plan/${made.id}`, { sessions: 2 }, 1)).status).toBe(204)
    expect((await send(staff.manager, 'PUT', `plan/${made.id}`, { sessions: 2 }, 1)).status).toBe(412)
    expect((await send(staff.manager, 'PUT', `plan/${made.id}`, { sessions: null }, 2)).status).toBe(204)
  })
})
