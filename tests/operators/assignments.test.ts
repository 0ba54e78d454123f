import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { ask, dayFromNow, gridsLedTwice, operatorId } from './staff.ts'

describeOnDatabases('who looks after what', (database) => {
  let app: App
  let staff: Staff
  const ids: Record<string, number> = {}
  const of = (code: string) => `/api/operators/${ids[code]}`
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    app = await openServer(db)
    staff = await hireStaff(app, db)
    for (const code of ['OP1', 'OP2', 'OP3']) ids[code] = await operatorId(db, code)
  })
  afterAll(() => app.close())

  it('adds an operator, and refuses a code that somebody had', async () => {
    const body = { code: 'OP9', name: '王小明', area: 'A', phone: '0319-7701', unit: 'town-a' }
    const added = await ask(app, 'POST', '/api/operators', body, staff.manager.headers)
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ code: 'OP9', area: 'A', phone: '0319-7701', unit: { code: 'town-a' } })
    const again = await ask(app, 'POST', '/api/operators', body)
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'operator_taken' } } })
    const elsewhere = await ask(
      app,
      'POST',
      '/api/operators',
      { ...body, code: 'OP8', area: 'B' },
      staff.manager.headers,
    )
    expect(elsewhere).toMatchObject({ status: 403, body: { error: { code: 'out_of_scope' } } })
  })

  it('links an account of an operator, of which nobody else has the use', async () => {
    const linked = await ask(app, 'PATCH', of('OP1'), { account: 'operator' }, staff.manager.headers)
    expect(linked).toMatchObject({ status: 200, body: { account: 'operator' } })
    const own = await ask(app, 'GET', '/api/operators/own', undefined, staff.operator.headers)
    expect(own.body).toMatchObject({ operator: { code: 'OP1', households: 600, mayManage: false } })
    for (const [code, account, expected] of [
      ['OP2', 'operator', 'operator_taken'],
      ['OP2', 'leader', 'invalid_input'],
      ['OP2', 'nobody', 'invalid_input'],
      ['OP2', 'otheroperator', 'invalid_input'],
    ] as const) {
      const refused = await ask(app, 'PATCH', of(code), { account }, staff.manager.headers)
      expect(refused.body.error?.code, account).toBe(expected)
    }
    const { body } = await ask(app, 'GET', '/api/operators?area=A', undefined, staff.manager.headers)
    expect((body as unknown as { accounts: string[] }).accounts).toEqual([])
  })

  it('refuses a second lead, and names who leads the grid', async () => {
    const wanted = { grid: 'A1a', role: 'lead', from: dayFromNow(10) }
    const refused = await ask(app, 'POST', `${of('OP3')}/assignments`, wanted, staff.manager.headers)
    expect(refused.status).toBe(409)
    expect(refused.body.error).toMatchObject({
      code: 'already_assigned',
      details: {
        operator: { code: 'OP1', name: '网格员1' },
        role: 'lead',
        from: '2026-01-01',
        until: null,
      },
    })
    expect(refused.body.error.message).toContain('OP1 网格员1')
  })

  it('lets one lead follow another on the day after, and tells the load of now', async () => {
    const { body: before } = await ask(app, 'GET', '/api/operators/own', undefined, staff.operator.headers)
    const held = (before as unknown as { operator: typeof before }).operator.assignments.find(
      ({ grid }) => grid === 'A1b',
    )!
    const ended = await ask(app, 'PATCH', `${of('OP1')}/assignments/${held.id}`, { until: dayFromNow(-1) })
    expect(ended.body).toMatchObject({ households: 200, openIncidents: 1 })
    const early = await ask(app, 'POST', `${of('OP3')}/assignments`, {
      grid: 'A1b',
      role: 'lead',
      from: dayFromNow(-1),
    })
    expect(early.body.error?.code).toBe('already_assigned')
    const next = await ask(app, 'POST', `${of('OP3')}/assignments`, {
      grid: 'A1b',
      role: 'lead',
      from: dayFromNow(0),
    })
    expect(next).toMatchObject({ status: 201, body: { households: 600 } })
    const gone = await ask(app, 'PATCH', `${of('OP1')}/assignments/${held.id}`, { until: null })
    expect(gone.body.error?.code).toBe('already_assigned')
  })

  it('asks for the end of a cover, and for days that there are', async () => {
    const post = (body: object) =>
      ask(app, 'POST', `${of('OP2')}/assignments`, {
        grid: 'A2b',
        role: 'cover',
        from: dayFromNow(0),
        ...body,
      })
    for (const [body, words] of [
      [{}, 'A cover must have a last day'],
      [{ until: dayFromNow(-1) }, '"until" must not be before'],
      [{ until: '2026-02-30' }, 'must be a day from 1970-01-01'],
      [{ role: 'lead', from: '1969-01-01' }, 'must be a day from 1970-01-01'],
      [{ grid: 'A2', until: dayFromNow(3) }, 'must be the code of a grid'],
    ] as const) {
      const refused = await post(body)
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
      expect(refused.body.error.message).toContain(words)
    }
    expect(await post({ grid: 'B1a', until: dayFromNow(3) })).toMatchObject({ status: 201 })
    const foreign = await ask(
      app,
      'POST',
      `${of('OP2')}/assignments`,
      { grid: 'B1a', role: 'backup', from: dayFromNow(9) },
      staff.manager.headers,
    )
    expect(foreign.body.error?.code).toBe('out_of_scope')
    // The manager of A sees that there is something elsewhere, but not what, and not what is open there.
    const { body } = await ask(app, 'GET', '/api/operators', undefined, staff.manager.headers)
    const row = (body as unknown as { items: (typeof foreign.body)[] }).items.find(
      ({ code }) => code === 'OP2',
    )
    expect(row).toMatchObject({ elsewhere: 1, households: null, openIncidents: 0 })
    expect(row!.assignments.map(({ grid }) => grid)).toEqual(['A1a'])
  })

  it('never makes two leads, however many managers ask at once', async () => {
    const wanted = { grid: 'B2a', role: 'lead', from: dayFromNow(0) }
    const answers = await Promise.all(
      ['OP1', 'OP2', 'OP3', 'OP1', 'OP2', 'OP3'].map((code) =>
        ask(app, 'POST', `${of(code)}/assignments`, wanted),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5)
    expect(await gridsLedTwice(database().db)).toBe(0)
  })

  it('takes back what has not begun, and only that', async () => {
    const { body } = await ask(app, 'POST', `${of('OP3')}/assignments`, {
      grid: 'A2b',
      role: 'backup',
      from: dayFromNow(5),
    })
    const coming = body.assignments.find(({ grid }) => grid === 'A2b')!
    const running = body.assignments.find(({ grid }) => grid === 'A2a')!
    const refused = await ask(app, 'DELETE', `${of('OP3')}/assignments/${running.id}`)
    expect(refused.body.error?.message).toContain('set its end instead')
    const back = await ask(app, 'DELETE', `${of('OP3')}/assignments/${coming.id}`)
    expect(back.body.assignments.map(({ id }) => id)).not.toContain(coming.id)
    const other = await ask(app, 'DELETE', `${of('OP2')}/assignments/${running.id}`)
    expect(other).toMatchObject({ status: 404, body: { error: { code: 'unknown_operator' } } })
  })

  it('notes trainings and certificates', async () => {
    const certificate = { kind: 'certificate', name: '网格员资格证', obtainedOn: '2023-05-01' }
    const bad = await ask(app, 'POST', `${of('OP1')}/qualifications`, {
      ...certificate,
      expiresOn: '2023-05-01',
    })
    expect(bad.body.error?.message).toContain('must be after "obtainedOn"')
    const { body } = await ask(app, 'POST', `${of('OP1')}/qualifications`, {
      ...certificate,
      expiresOn: dayFromNow(20),
    })
    expect(body.qualifications).toMatchObject([{ ...certificate, expiresOn: dayFromNow(20) }])
    const gone = await ask(app, 'DELETE', `${of('OP1')}/qualifications/${body.qualifications[0]!.id}`)
    expect(gone.body.qualifications).toEqual([])
  })

  it('ends all that somebody does on their last day, and gives them nothing beyond it', async () => {
    const left = await ask(app, 'POST', `${of('OP3')}/leave`, { lastDay: dayFromNow(2) })
    expect(left.body.lastDay).toBe(dayFromNow(2))
    expect(left.body.assignments.every(({ until }) => until !== null && until <= dayFromNow(2))).toBe(true)
    const more = await ask(app, 'POST', `${of('OP3')}/assignments`, {
      grid: 'A2b',
      role: 'lead',
      from: dayFromNow(0),
    })
    expect(more.body.error?.message).toContain('the last day of OP3 at work')
    const stays = await ask(app, 'POST', `${of('OP3')}/leave`, { lastDay: null })
    expect(stays.body.lastDay).toBeNull()
  })

  it('notes every change in the chain, and no number by which somebody is reached', async () => {
    await ask(app, 'PATCH', of('OP1'), { phone: '0319-7702' })
    const rows = await database()
      .db.selectFrom('incident_event')
      .select(['action', 'data'])
      .where('action', '=', 'staff')
      .execute()
    expect(rows.length).toBeGreaterThan(8)
    expect(JSON.stringify(rows)).toContain('"changed":"phone"')
    expect(JSON.stringify(rows)).not.toContain('7702')
  })
})
