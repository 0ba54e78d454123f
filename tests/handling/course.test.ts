import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an incident through its life', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const reported = async (more: object = {}): Promise<number> => {
    const { status, body } = await staff.operator.post('/api/incidents', { ...REPORT, ...more })
    expect(status, JSON.stringify(body)).toBe(201)
    return body.id
  }
  const handled = async (): Promise<number> => {
    const id = await reported()
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    return id
  }

  it('goes from the report to the closing, rework included, and every step is on file', async () => {
    const id = await reported({ description: '约两平方米', address: '幸福路' })
    const { dispatcher, handler, operator } = staff
    const steps: [typeof dispatcher, string, object?][] = [
      [dispatcher, 'accept'],
      [dispatcher, 'dispatch', { data: { unit: 'roads' }, note: '请今天去看' }],
      [handler, 'start'],
      [handler, 'feedback', { note: '已修补' }],
      [operator, 'fail', { note: '还有坑' }],
      [handler, 'feedback', { note: '再次修补' }],
      [operator, 'pass'],
      [dispatcher, 'rate', { data: { rating: 'satisfied' } }],
    ]
    for (const [person, action, more] of steps) {
      const { status, body } = await person.act(id, action, more)
      expect(status, `${action}: ${JSON.stringify(body)}`).toBe(200)
    }
    const { body: life } = await dispatcher.get(`/api/incidents/${id}/life`)
    expect(life).toMatchObject({ state: 'closed', version: 9, rating: 'satisfied', unit: { code: 'roads' } })
    expect(life.steps.map(({ action }: { action: string }) => action)).toEqual([
      'report',
      ...steps.map(([, action]) => action),
    ])
    expect(life.steps[2]).toMatchObject({
      actor: 'dispatcher',
      role: 'dispatcher',
      from: 'accepted',
      to: 'dispatched',
      note: '请今天去看',
      data: { unit: 'roads' },
    })
    const { body: detail } = await dispatcher.get(`/api/incidents/${id}`)
    expect(detail).toMatchObject({
      state: 'closed',
      area: 'A1a',
      unit: 'roads',
      source: 'operator',
      version: 9,
    })
    expect(detail.number).toMatch(/^\d{8}-\d{5}$/)
    // The map and the figures know it a moment later.
    await expect
      .poll(async () => (await dispatcher.get('/api/summary?area=A1a')).body.totals.closed)
      .toBeGreaterThan(0)
  })

  it('shows an action only to whom may take it', async () => {
    const id = await handled()
    const may = async (person: keyof Staff) =>
      (await staff[person].get(`/api/incidents/${id}/life`)).body.actions
    expect(await may('handler')).toEqual([
      'feedback',
      'requestReturn',
      'requestExtension',
      'requestSuspension',
    ])
    expect(await may('dispatcher')).toEqual(['requestVoid', 'answer', 'urge', 'escalate'])
    expect(await may('leader')).toEqual(['urge', 'supervise'])
    expect(await may('analyst')).toEqual([])
    expect((await staff.otherHandler.get(`/api/incidents/${id}/life`)).status).toBe(404)
    expect((await staff.otherOperator.get(`/api/incidents/${id}/life`)).status).toBe(404)
  })

  it('says who was faster, and what they did', async () => {
    const id = await reported()
    const accept = () =>
      staff.dispatcher2.post(`/api/incidents/${id}/actions`, { action: 'accept' }, { 'if-match': '"1"' })
    await staff.dispatcher.act(id, 'accept')
    const { status, body } = await accept()
    expect(status).toBe(412)
    expect(body.error).toMatchObject({
      code: 'stale',
      details: { version: 2, steps: [{ action: 'accept', actor: 'dispatcher', version: 2 }] },
    })
  })

  it.each([
    ['no version', {}, 428, 'precondition_required'],
    ['no version that is one', { 'if-match': 'x' }, 400, 'invalid_input'],
  ])('refuses an action with %s', async (_, headers, status, code) => {
    const id = await reported()
    const answer = await staff.dispatcher.post(`/api/incidents/${id}/actions`, { action: 'accept' }, headers)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it.each<[string, keyof Staff, string, object, number, string]>([
    ['by a role that may not', 'operator', 'requestReturn', { note: 'x' }, 403, 'not_allowed'],
    ['from a state that does not lead there', 'dispatcher', 'accept', {}, 409, 'wrong_state'],
    ['without its note', 'handler', 'feedback', { note: '  ' }, 400, 'invalid_input'],
    [
      'for more days than there are',
      'handler',
      'requestExtension',
      { note: 'x', data: { days: 9 } },
      400,
      'invalid_input',
    ],
  ])('changes nothing by an action %s', async (_, person, action, more, status, code) => {
    const id = await handled()
    const before = (await staff.dispatcher.get(`/api/incidents/${id}/life`)).body
    const answer = await staff[person].act(id, action, more)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect((await staff.dispatcher.get(`/api/incidents/${id}/life`)).body).toEqual(before)
  })

  it('needs a second person for what is asked for', async () => {
    const id = await handled()
    const { body: before } = await staff.handler.get(`/api/incidents/${id}/life`)
    await staff.handler.act(id, 'requestExtension', { note: '等材料', data: { days: 3 } })
    const waiting = (await staff.handler.get(`/api/incidents/${id}/life`)).body
    expect(waiting).toMatchObject({
      request: { kind: 'extension', days: 3, by: 'handler' },
      actions: ['withdraw'],
    })
    expect((await staff.supervisor.act(id, 'approve')).body).toMatchObject({ extendedDays: 3, request: null })
    const { body: after } = await staff.handler.get(`/api/incidents/${id}/life`)
    expect(Date.parse(after.dueAt)).toBeGreaterThan(Date.parse(before.dueAt))

    await staff.dispatcher.act(id, 'requestVoid', { note: '误报' })
    expect((await staff.dispatcher.act(id, 'approve')).body.error.code).toBe('not_allowed')
    expect((await staff.dispatcher2.act(id, 'approve')).body).toMatchObject({ state: 'void', dueAt: null })
  })

  it('is verified by somebody other than who handled it', async () => {
    const id = await reported()
    await staff.dispatcher.act(id, 'accept')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'town-a' } })
    await staff.manager.act(id, 'start')
    await staff.manager.act(id, 'feedback', { note: '好了' })
    expect((await staff.manager.act(id, 'pass')).body.error.code).toBe('not_allowed')
    expect((await staff.operator.act(id, 'pass')).body.state).toBe('closed')
  })

  it('stands still while it is suspended, and runs on with what was left', async () => {
    const id = await handled()
    await staff.handler.act(id, 'requestSuspension', { note: '等天晴' })
    expect((await staff.dispatcher.act(id, 'approve')).body).toMatchObject({
      dueAt: null,
      feedbackDueAt: null,
    })
    expect((await staff.handler.act(id, 'feedback', { note: 'x' })).body.error.code).toBe('wrong_state')
    const { body } = await staff.handler.act(id, 'resume')
    expect(body.suspendedAt).toBe(null)
    expect(Date.parse(body.dueAt)).toBeGreaterThan(Date.now())
  })

  it('that is reported twice under one key is one', async () => {
    const headers = { 'idempotency-key': 'phone-1' }
    const first = await staff.operator.post('/api/incidents', REPORT, headers)
    const [again, third] = await Promise.all([
      staff.operator.post('/api/incidents', REPORT, headers),
      staff.operator.post('/api/incidents', REPORT, headers),
    ])
    expect([again.body.id, third.body.id]).toEqual([first.body.id, first.body.id])
    const other = await staff.operator.post('/api/incidents', { ...REPORT, title: '别的' }, headers)
    expect([other.status, other.body.error.code]).toEqual([409, 'key_reused'])
    // The key is the account's own.
    const another = await staff.dispatcher.post('/api/incidents', REPORT, headers)
    expect(another.body.id).not.toBe(first.body.id)
  })

  it('is offered as a possible duplicate near by, and can be marked as one', async () => {
    const place = { lon: 114.0061, lat: 37.0061 }
    const first = (await staff.operator.post('/api/incidents', { ...REPORT, ...place })).body
    const near = 'lon=114.00615&lat=37.0061'
    const similar = await staff.operator.get(`/api/similar?${near}&category=0404`)
    expect(similar.body.items).toMatchObject([{ id: first.id, metres: 4 }])
    expect((await staff.otherOperator.get(`/api/similar?${near}&category=0404`)).body.items).toEqual([])
    expect((await staff.operator.get(`/api/similar?${near}&category=0301`)).body.items).toEqual([])
    const second = (await staff.operator.post('/api/incidents', { ...REPORT, ...place })).body
    const marked = await staff.dispatcher.act(second.id, 'markDuplicate', {
      data: { original: first.number },
    })
    expect(marked.body).toMatchObject({ state: 'duplicate', duplicateOf: first.id, dueAt: null })
    const circle = await staff.dispatcher.act(first.id, 'markDuplicate', {
      data: { original: second.number },
    })
    expect(circle.body.error.code).toBe('invalid_input')
    const third = (await staff.operator.post('/api/incidents', { ...REPORT, ...place })).body
    // The first of others is no duplicate itself, and nothing is one of what was rejected.
    const chain = await staff.dispatcher.act(first.id, 'markDuplicate', { data: { original: third.number } })
    expect(chain.body.error.message).toContain('Others are duplicates of this incident')
    await staff.dispatcher.act(third.id, 'reject', { note: '不归我们管' })
    const last = (await staff.operator.post('/api/incidents', { ...REPORT, ...place })).body
    const ofRejected = await staff.dispatcher.act(last.id, 'markDuplicate', {
      data: { original: third.number },
    })
    expect(ofRejected.body.error.message).toContain('is rejected')
  })

  it.each<[string, object, string]>([
    ['a category that is none', { category: '7777' }, 'invalid_input'],
    ['a time to come', { occurredAt: '2099-01-01T00:00:00Z' }, 'invalid_input'],
    ['an empty title', { title: '  ' }, 'invalid_input'],
    ['a place of somebody else', { lon: 114.035 }, 'out_of_scope'],
    ['a place outside every grid', { lon: 100 }, 'out_of_scope'],
  ])('is not put on file with %s', async (_, more, code) => {
    const answer = await staff.operator.post('/api/incidents', { ...REPORT, ...more })
    expect(answer.body.error?.code).toBe(code)
  })

  it('is put on file by the county from anywhere, and by no analyst', async () => {
    const far = await staff.dispatcher.post('/api/incidents', { ...REPORT, lon: 100, source: 'hotline' })
    expect(far.status).toBe(201)
    const { body } = await staff.dispatcher.get(`/api/incidents/${far.body.id}`)
    expect(body).toMatchObject({ area: null, source: 'hotline' })
    expect((await staff.analyst.post('/api/incidents', REPORT)).body.error.code).toBe('not_allowed')
  })

  it('cannot be reported without end by one account, which keeps nobody else from it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 245 }, () => staff.analyst.post('/api/incidents', REPORT)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([403, 429]))
    await reported()
  })

  it('is done in bulk, each for itself', async () => {
    const ids = [await reported(), await reported()]
    const items = [
      ...ids.map((id) => ({ id, version: 1 })),
      { id: ids[0]!, version: 1 },
      { id: 999_999, version: 1 },
    ]
    const { body } = await staff.dispatcher.post('/api/incidents/actions', { items, action: 'accept' })
    expect(body.items.map(({ error }: { error: { code: string } | null }) => error?.code ?? null)).toEqual([
      null,
      null,
      'stale',
      'unknown_incident',
    ])
  })
})
