import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Milestone, Plan } from '../../server/contract.ts'
import { dayAfter } from '../../server/domain/staffing/grid-staffing.ts'
import { PlanRules } from '../../server/plan/run-plan-rules.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Person, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const HOUR = 3_600_000
const offsetMs = () => 8 * HOUR
/** The county's day, so many days from now: asked anew each time, for midnight may come while the tests run. */
const at = (days: number): string =>
  dayAfter(new Date(Date.now() + offsetMs()).toISOString().slice(0, 10), days)
const content = () => ({
  label: '',
  beginsOn: at(-30),
  endsOn: at(-3),
  targetPercent: 75,
  planned: null,
  owner: null,
})

describeOnDatabases('the promotion plan', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())
  beforeEach(() => database().db.deleteFrom('plan_milestone').execute())

  const put = async (who: Person, milestone: Milestone, body: object) => {
    const headers = { ...who.headers, 'if-match': `"${milestone.version}"` }
    const url = `/api/plan/milestones/${milestone.id}`
    const answer = await app.inject({ method: 'PUT', url, headers, payload: body })
    return { status: answer.statusCode, body: answer.json() }
  }
  const act = (who: Person, { id, version }: Pick<Milestone, 'id' | 'version'>, body: object) =>
    who.post(`/api/plan/milestones/${id}/actions`, body, { 'if-match': `"${version}"` })
  const add = async (kind: string, more: object = {}, area = 'A'): Promise<Milestone> => {
    const { status, body } = await staff.leader.post('/api/plan/milestones', {
      area,
      kind,
      ...content(),
      ...more,
    })
    expect([status, body.error]).toEqual([201, undefined])
    return body
  }
  const read = async (who: Person, id: number): Promise<Milestone> =>
    (await who.get('/api/plan')).body.items.find((item: Milestone) => item.id === id)
  const stepsOf = async (id: number) =>
    (await staff.leader.get(`/api/plan/milestones/${id}/events`)).body.items.map(
      ({ action, rule, actor }: { action: string; rule: string | null; actor: string }) => [
        action,
        rule,
        actor,
      ],
    )

  it('measures what the system knows, each by its own numbers', async () => {
    const { db } = database()
    // Township A has four grids in two villages. OP1 is its operator; see small-county.ts.
    const crew = await sql<{ n: number; led: number }>`
      select (select count(*)::int from operator join area on area.id = operator.area_id where area.code like 'A%') as n,
        (select count(distinct grid_id)::int from assignment join area on area.id = grid_id
          where area.code like 'A%' and role in ('lead', 'cover') and valid @> ${at(0)}::text::date) as led`.execute(
      db,
    )
    const { n: operators, led } = crew.rows[0]!
    await sql`update operator set account_id = (select id from account where name = 'operator') where code = 'OP1'`.execute(
      db,
    )
    await sql`delete from qualification`.execute(db)
    await sql`insert into qualification (operator_id, kind, name, obtained_on, expires_on)
      select id, 'certificate', 'x', ${at(-400)}::text::date, ${at(0)}::text::date from operator where code = 'OP1'`.execute(
      db,
    )
    const measureOf = async (kind: string, more: object = {}) => {
      const { measure, reached } = await add(kind, more)
      return measure && [measure.numerator, measure.denominator, measure.by, reached]
    }
    expect(await measureOf('grids', { planned: 5 })).toEqual([4, 5, null, true])
    expect(await measureOf('grids', { planned: 6 })).toEqual([4, 6, null, false])
    expect(await measureOf('staffed')).toEqual([led, 4, null, led >= 3])
    expect(await measureOf('accounts')).toEqual([1, operators, null, 4 >= 3 * operators])
    expect(await measureOf('training')).toEqual([1, operators, null, 4 >= 3 * operators])
    expect(await measureOf('devices')).toBe(null)
    // Expired yesterday: none has a valid one.
    await sql`update qualification set expires_on = ${at(-1)}::text::date`.execute(db)
    expect(await measureOf('training')).toEqual([0, operators, null, false])
  })

  it('counts incidents that run in the system, and villages that the public reports from', async () => {
    const { db } = database()
    const milestone = await add('incidents')
    const channels = await add('channels')
    const before = await read(staff.leader, milestone.id)
    const ids: number[] = []
    for (const source of ['public', 'hotline', 'operator', 'operator']) {
      const { body } = await staff.operator.post(
        '/api/incidents',
        { category: '0402', title: '路面塌陷', lon: 114.005, lat: 37.005 },
        { 'idempotency-key': crypto.randomUUID() },
      )
      ids.push(body.id)
      await sql`update incident set source = ${source} where id = ${body.id}`.execute(db)
    }
    // As from an import, and as one that was closed without any step.
    await sql`update incident set source_key = 'k' where id = ${ids[2]!}`.execute(db)
    await sql`
      insert into incident (number, category_code, source, title, occurred_at, reported_at, state, closed_at, geom, area_version_id)
      select 'X1', '0402', 'operator', 'x', reported_at, reported_at, 'closed', reported_at, geom, area_version_id
      from incident where id = ${ids[0]!}`.execute(db)
    const after = await read(staff.leader, milestone.id)
    expect(after.measure!.denominator - before.measure!.denominator).toBe(5)
    expect(after.measure!.numerator - before.measure!.numerator).toBe(3)
    expect((await read(staff.manager, channels.id)).measure).toMatchObject({ numerator: 1, denominator: 2 })
    const plan: Plan = (await staff.manager.get('/api/plan')).body
    expect(plan.channels.toSorted((a, b) => (a.source < b.source ? -1 : 1))).toEqual([
      { area: 'A', source: 'hotline', count: 1 },
      { area: 'A', source: 'public', count: 1 },
    ])
    expect(plan.townships).toEqual(['A'])
    expect(plan.runs.every(({ area }) => area === 'A')).toBe(true)
    await sql`delete from incident where number = 'X1' or id in (${sql.join(ids)})`.execute(db)
  })

  it('lets a manager count and finish the own, and the county set dates; from the version that was seen', async () => {
    const own = await add('devices', { owner: { account: null, unit: 'town-a' } })
    expect(own.owner).toMatchObject({ account: null, unit: { code: 'town-a' } })
    const other = await add('devices', { owner: { account: 'manager', unit: null } }, 'B')
    expect((await read(staff.manager, own.id)).may).toEqual(['count'])
    expect(await read(staff.manager, other.id)).toBeUndefined()
    expect(
      (await act(staff.manager, other, { action: 'count', numerator: 1, denominator: 2 })).body.error.code,
    ).toBe('unknown_milestone')
    expect((await put(staff.manager, own, content())).body.error.code).toBe('not_allowed')
    const counted = await act(staff.manager, own, { action: 'count', numerator: 7, denominator: 10 })
    expect(counted).toMatchObject({ status: 200, body: { version: 2 } })
    const now = await read(staff.manager, own.id)
    expect(now).toMatchObject({ measure: { numerator: 7, denominator: 10, by: 'manager' }, reached: false })
    const done = { action: 'done', note: '终端已全部发放' }
    expect((await act(staff.manager, now, done)).body.error.code).toBe('wrong_state')
    expect(
      (await act(staff.manager, own, { action: 'count', numerator: 8, denominator: 10 })).body.error,
    ).toMatchObject({
      code: 'stale',
      details: { version: 2 },
    })
    await act(staff.manager, now, { action: 'count', numerator: 8, denominator: 10 })
    const ready = await read(staff.manager, own.id)
    expect((await act(staff.manager, ready, { action: 'done' })).body.error.code).toBe('invalid_input')
    expect((await act(staff.manager, ready, done)).status).toBe(200)
    const finished = await read(staff.leader, own.id)
    expect(finished).toMatchObject({
      state: 'done',
      doneOn: at(0),
      doneBy: 'manager',
      doneWith: { numerator: 8, denominator: 10 },
      daysLate: 3,
      may: ['withdraw'],
    })
    expect((await put(staff.leader, finished, content())).body.error.code).toBe('wrong_state')
  })

  it('changes dates and target for the county, and says what they were', async () => {
    const milestone = await add('accounts', { owner: { account: 'manager', unit: null } })
    const changed = await put(staff.leader, milestone, {
      ...content(),
      endsOn: at(9),
      targetPercent: 60,
      note: '延至月底',
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { state: 'running', targetPercent: 60, owner: null, version: 2 },
    })
    const { items } = (await staff.leader.get(`/api/plan/milestones/${milestone.id}/events`)).body
    expect(items[0]).toMatchObject({
      action: 'change',
      note: '延至月底',
      data: { endsOn: at(9), endsOnBefore: at(-3), targetPercent: 60, targetPercentBefore: 75 },
    })
    expect((await put(staff.leader, milestone, content())).body.error.code).toBe('stale')
  })

  it.each([
    [{ endsOn: at(-31) }, 'invalid_input'],
    [{ beginsOn: '2026-02-30' }, 'invalid_input'],
    [{ endsOn: '2099-01-01' }, 'invalid_input'],
    [{ planned: 3 }, 'invalid_input'],
    [{ kind: 'grids' }, 'invalid_input'],
    [{ targetPercent: 101 }, 'invalid_input'],
    [{ owner: { account: 'nobody', unit: null } }, 'invalid_input'],
    [{ owner: { account: 'manager', unit: 'roads' } }, 'invalid_input'],
    [{ area: 'A1' }, 'invalid_input'],
    [{ area: 'nowhere' }, 'unknown_area'],
  ])('refuses %j, and keeps nothing of it', async (wrong, code) => {
    const body = { area: 'A', kind: 'devices', ...content(), ...wrong }
    expect((await staff.leader.post('/api/plan/milestones', body)).body.error.code).toBe(code)
    expect((await staff.leader.get('/api/plan')).body.items).toEqual([])
  })

  it('is urged, supervised and escalated by hand, by those who supervise', async () => {
    const { id } = await add('devices')
    const step = async (who: Person, body: object) => act(who, await read(staff.leader, id), body)
    expect((await step(staff.manager, { action: 'urge' })).body.error.code).toBe('not_allowed')
    expect((await step(staff.supervisor, { action: 'urge', note: '请尽快' })).status).toBe(200)
    expect((await step(staff.leader, { action: 'supervise', days: 7 })).body.error.code).toBe('invalid_input')
    expect((await step(staff.leader, { action: 'supervise', days: 7, note: '一周内完成' })).status).toBe(200)
    for (const status of [200, 200, 409])
      expect((await step(staff.supervisor, { action: 'escalate', note: '请县里协调' })).status).toBe(status)
    expect(await read(staff.manager, id)).toMatchObject({ urged: 1, supervisedUntil: at(7), escalation: 2 })
    expect((await stepsOf(id)).map(([action]: string[]) => action)).toEqual([
      'escalate',
      'escalate',
      'supervise',
      'urge',
      'begin',
    ])
    const early = await add('devices', { endsOn: at(3) })
    const refused = await act(staff.leader, early, { action: 'supervise', days: 7, note: 'x' })
    expect(refused.body.error.code).toBe('wrong_state')
  })

  it('is pressed by its rules, once each, however many look; and done by itself where it is measured', async () => {
    const { db } = database()
    const late = await add('devices')
    const reached = await add('grids', { planned: 4 })
    const run = async (days: number) => {
      const rules = [new PlanRules(db, offsetMs), new PlanRules(db, offsetMs)]
      const taken = await Promise.all(rules.map((one) => one.run(Date.now() + days * 24 * HOUR)))
      return taken.reduce((sum, one) => sum + one, 0)
    }
    // Of today: the measure of "grids" is there.
    expect(await run(0)).toBe(2)
    expect(await stepsOf(reached.id)).toEqual([
      ['done', 'reached', 'wangge'],
      ['begin', null, 'leader'],
    ])
    expect(await run(0)).toBe(0)
    expect(await run(11)).toBe(1)
    expect(await run(40)).toBe(1)
    expect(await run(400)).toBe(0)
    expect(await stepsOf(late.id)).toEqual([
      ['escalate', 'overdue-30', 'wangge'],
      ['supervise', 'overdue-14', 'wangge'],
      ['urge', 'overdue', 'wangge'],
      ['begin', null, 'leader'],
    ])
    expect((await staff.manager.get('/api/plan/overdue')).body).toEqual({ overdue: 1 })
    await expect(sql`update plan_event set note = 'x'`.execute(db)).rejects.toThrow(/append-only/)
    await expect(sql`delete from plan_event`.execute(db)).rejects.toThrow(/append-only/)
  })

  it('begins for all townships from a template, each later than the one before, or as another has it', async () => {
    const body = { template: 'year', township: null, beginsOn: at(0), townships: ['A', 'B'], weeksBetween: 2 }
    expect((await staff.leader.post('/api/plan', body)).body.ids).toHaveLength(14)
    const plan: Plan = (await staff.leader.get('/api/plan')).body
    const firstOf = (area: string) =>
      plan.items
        .filter((item) => item.area === area)
        .map((item) => item.beginsOn)
        .sort()[0]
    expect([firstOf('A'), firstOf('B')]).toEqual([at(0), at(14)])
    expect(plan.items.find(({ area, kind }) => area === 'A' && kind === 'grids')).toMatchObject({
      planned: 4,
      owner: { unit: { code: 'town-a' } },
    })
    await sql`delete from plan_milestone where area_id = (select id from area where code = 'B')`.execute(
      database().db,
    )
    const copy = { template: 'township', township: 'A', beginsOn: at(70), townships: ['B'], weeksBetween: 0 }
    expect((await staff.leader.post('/api/plan', copy)).body.ids).toHaveLength(7)
    const again: Plan = (await staff.leader.get('/api/plan?area=B')).body
    const lengthOf = ({ beginsOn, endsOn }: Milestone) => Date.parse(endsOn) - Date.parse(beginsOn)
    const lengthsOf = (items: Milestone[]) => items.map(lengthOf).sort()
    expect(again.items.map(({ beginsOn }) => beginsOn).sort()[0]).toBe(at(70))
    expect(lengthsOf(again.items)).toEqual(lengthsOf(plan.items.filter(({ area }) => area === 'A')))
    for (const wrong of [
      {}, // Sent again, it was begun again.
      { township: 'A' },
      { template: 'township' },
      { townships: ['A', 'A1'] },
      { beginsOn: '2026-13-01' },
    ])
      expect((await staff.leader.post('/api/plan', { ...body, ...wrong })).body.error.code).toBe(
        'invalid_input',
      )
    expect((await staff.leader.get('/api/plan')).body.items).toHaveLength(14)
  })
})
