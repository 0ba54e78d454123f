import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { removeDemo } from '../../server/demo/remove.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { hireJury, step, type Jury } from './people.ts'
import { addQuarter, QUARTER } from './quarter.ts'

const WORDS = { words: '三起反复发生的垃圾堆积，他找到了源头。' }

describeOnDatabases('commendations', (database) => {
  let app: App
  let people: Jury
  let operatorTitle = 0
  const nominate = (subject: string, more: object = {}) =>
    people.manager.post('/api/commendations', {
      title: operatorTitle,
      quarter: QUARTER.name,
      subject,
      ...WORDS,
      ...more,
    })
  /** The last day for objections becomes yesterday. */
  const letDaysPass = (id: number) =>
    sql`update commendation set publicised_on = current_date - 9, last_objection_day = current_date - 2
      where id = ${id}`.execute(database().db)

  beforeAll(async () => {
    const { db } = database()
    await addQuarter(db, await loadSmallCounty(db))
    app = await openServer(db)
    people = await hireJury(app, db)
    await sql`update operator set account_id = (select id from account where name = 'operator')
      where code = 'OP1'`.execute(db)
    const { body } = await people.leader.get('/api/commendations')
    operatorTitle = body.titles.find(({ nameEn }: { nameEn: string }) => nameEn === 'Excellent operator').id
  })
  afterAll(() => app.close())

  let id = 0
  it('names outcomes of the grids that the operator looked after then, reckoned by the server', async () => {
    const made = await nominate('OP1')
    expect(made.status).toBe(201)
    id = made.body.id
    expect(made.body).toMatchObject({
      state: 'nominated',
      quarter: QUARTER.name,
      subject: { kind: 'operator', code: 'OP1', township: { code: 'A' } },
      figures: {
        basis: 'grids',
        score: null,
        grids: [{ code: 'A1a' }, { code: 'A1b' }],
        items: [
          { name: 'closing', numerator: 4, denominator: 5 },
          { name: 'rework', numerator: 0, denominator: 4 },
          { name: 'satisfaction', numerator: 2, denominator: 3 },
          { name: 'recurrence', numerator: 1, denominator: 5 },
        ],
      },
    })
    const behind = await people.manager.get(
      `/api/commendations/${id}/incidents?outcome=recurrence&part=numerator`,
    )
    expect(behind.body).toMatchObject({ total: 1, items: [{ number: 'Q2' }] })
  })

  it('freezes them, whatever happens to the incidents afterwards', async () => {
    await sql`update incident set rating = 'unsatisfied' where number = 'Q1'`.execute(database().db)
    const { body } = await people.manager.get(`/api/commendations/${id}`)
    expect(body.figures.items[2]).toEqual({ name: 'satisfaction', numerator: 2, denominator: 3 })
    await sql`update incident set rating = 'satisfied' where number = 'Q1'`.execute(database().db)
  })

  it('is refused twice, of another township, without a grid, for a quarter that runs, and by other roles', async () => {
    expect((await nominate('OP1')).body.error.code).toBe('already_nominated')
    expect((await nominate('OP2')).body.error).toMatchObject({
      code: 'commendation_refused',
      details: { why: 'grids' },
    })
    expect((await nominate('OP9')).body.error.code).toBe('unknown_operator')
    const running = new Date(QUARTER.to + 86_400_000)
    const name = `${running.getUTCFullYear()}-Q${Math.floor(running.getUTCMonth() / 3) + 1}`
    expect((await nominate('OP3', { quarter: name })).body.error.code).toBe('invalid_input')
    const body = { title: operatorTitle, quarter: QUARTER.name, subject: 'OP3', ...WORDS }
    expect((await people.managerOfB.post('/api/commendations', body)).body.error.code).toBe(
      'unknown_operator',
    )
    for (const who of ['supervisor', 'leader', 'operator', 'administrator'] as const)
      expect((await people[who].post('/api/commendations', body)).body.error.code, who).toBe('not_allowed')
  })

  it('is seen on its way by who works on it, and by nobody else', async () => {
    for (const who of ['manager', 'supervisor', 'dispatcher', 'leader', 'administrator'] as const)
      expect((await people[who].get(`/api/commendations/${id}`)).status, who).toBe(200)
    for (const who of ['managerOfB', 'analyst', 'handler', 'operator', 'display'] as const) {
      expect((await people[who].get(`/api/commendations/${id}`)).body.error.code, who).toBe(
        'unknown_commendation',
      )
      expect((await people[who].get('/api/commendations')).body.items, who).toEqual([])
      const behind = `/api/commendations/${id}/incidents?outcome=closing&part=numerator`
      expect((await people[who].get(behind)).status, who).toBe(404)
    }
  })

  it('goes back with words, and comes again with other ones and outcomes of now', async () => {
    expect((await step(people.supervisor, id, 'return')).body.error.code).toBe('invalid_input')
    const returned = await step(people.supervisor, id, 'return', { words: '请写明是哪几起。' })
    expect(returned.body.state).toBe('returned')
    await sql`update incident set rating = 'neutral' where number = 'Q1'`.execute(database().db)
    const corrected = await step(people.manager, id, 'correct', {
      words: '第三村三起。',
      wordsEn: 'Three in A1.',
    })
    expect(corrected.body).toMatchObject({
      state: 'nominated',
      words: '第三村三起。',
      wordsEn: 'Three in A1.',
    })
    expect(corrected.body.figures.items[2]).toMatchObject({ numerator: 1, denominator: 3 })
  })

  it('is refused to a hand that has seen an older version', async () => {
    const late = { action: 'review' }
    const url = `/api/commendations/${id}/actions`
    const answer = await people.supervisor.post(url, late, { 'if-match': '"1"' })
    expect(answer.body.error).toMatchObject({ code: 'stale', details: { version: 3 } })
    expect((await people.supervisor.post(url, late)).body.error.code).toBe('precondition_required')
    expect((await step(people.leader, id, 'review')).body.error.code).toBe('not_allowed')
    expect((await step(people.supervisor, id, 'decide')).body.error.code).toBe('not_allowed')
    expect((await step(people.leader, id, 'decide')).body.error.code).toBe('wrong_state')
  })

  it('stands in public for the days of its title, and anybody may object', async () => {
    expect((await step(people.supervisor, id, 'review')).body.state).toBe('reviewed')
    const shown = (await step(people.administrator, id, 'publicise')).body
    expect(shown.state).toBe('publicised')
    expect(shown.lastObjectionDay > shown.publicisedOn).toBe(true)
    // Now everybody sees it, without its steps.
    const seen = await people.operator.get(`/api/commendations/${id}`)
    expect(seen.body).toMatchObject({ state: 'publicised', trace: [], actions: [], mayObject: true })
    const objections = `/api/commendations/${id}/objections`
    const own = await people.handler.post(objections, { source: 'account', words: '有一起还没清完。' })
    expect([own.status, own.body.objections.length, own.body.mayObject]).toEqual([201, 1, false])
    // Whoever passed by a shared screen could object, and nobody was named by it.
    const passedBy = await people.screen.post(objections, { source: 'account', words: '路过的人写的。' })
    expect(passedBy.body.error.code).toBe('not_allowed')
    expect((await people.screen.get(`/api/commendations/${id}`)).body.mayObject).toBe(false)
    // One person's many held up all who worked on it: each made another version of it.
    const more = await people.handler.post(objections, { source: 'account', words: '还有一起。' })
    expect(more.body.error.code).toBe('wrong_state')
    // Others learned from its version and its last change that somebody had objected, and when.
    const [asOther, asWorker] = [people.operator, people.supervisor].map((who) =>
      who.get(`/api/commendations/${id}`),
    )
    const [{ body: told }, { body: known }] = [await asOther!, await asWorker!]
    expect(known.version).toBe(told.version + 1)
    expect(told.changedAt < known.changedAt).toBe(true)
    // Nobody else's objection is told to who does not work on it.
    expect((await people.operator.get(`/api/commendations/${id}`)).body.objections).toEqual([])
    const phoned = { source: 'phone', words: '一位居民来电。' }
    expect((await people.handler.post(objections, phoned)).body.error.code).toBe('not_allowed')
    expect((await people.dispatcher.post(objections, phoned)).status).toBe(201)
  })

  it('is decided once days are over and each objection is, by a person who took no step before', async () => {
    const decide = async () => (await step(people.leader, id, 'decide')).body.error?.details?.why ?? 'done'
    expect(await decide()).toBe('days')
    await letDaysPass(id)
    expect(await decide()).toBe('objections')
    const late = { source: 'account', words: '晚了。' }
    expect((await people.operator.post(`/api/commendations/${id}/objections`, late)).body.error.code).toBe(
      'wrong_state',
    )
    const { body } = await people.supervisor.get(`/api/commendations/${id}`)
    const verdict = { upheld: false, words: '现场看过，已清完。' }
    for (const { id: objection } of body.objections) {
      const url = `/api/commendations/${id}/objections/${objection}/decision`
      expect((await people.leader.post(url, verdict)).body.error.code).toBe('not_allowed')
      expect((await people.supervisor.post(url, verdict)).status).toBe(201)
      expect((await people.supervisor.post(url, verdict)).body.error.code).toBe('wrong_state')
    }
    expect(await decide()).toBe('done')
  })

  it('is published by a notice with its number, for good and for everybody', async () => {
    const { body } = await people.administrator.get(`/api/commendations/${id}`)
    const { today } = (await people.leader.get('/api/commendations')).body
    const notice = { quarter: QUARTER.name, number: '柏网发〔2026〕3号', dated: today }
    const items = [{ id, version: body.version }]
    // It was of any day: before objections were over, or in another century.
    for (const dated of [body.lastObjectionDay, '1999-01-01', '2099-01-01', '2026-02-30']) {
      const { body: refused } = await people.leader.post('/api/commendations/notices', {
        ...notice,
        dated,
        items,
      })
      expect(refused.error.code, dated).toBe('invalid_input')
    }
    expect((await people.supervisor.post('/api/commendations/notices', { ...notice, items })).status).toBe(
      403,
    )
    const stale = { ...notice, items: [{ id, version: 1 }] }
    expect((await people.leader.post('/api/commendations/notices', stale)).body.error.code).toBe('stale')
    const published = await people.leader.post('/api/commendations/notices', { ...notice, items })
    expect(published.body).toMatchObject({
      number: notice.number,
      county: { name: 'C区', nameEn: 'Area C' },
      items: [{ place: 1, subject: { code: 'OP1' }, title: { name: '优秀网格员' }, wordsEn: 'Three in A1.' }],
    })
    const roll = await people.operator.get('/api/commendations/notices')
    expect(roll.body.items).toHaveLength(1)
    const again = await step(people.supervisor, id, 'return', { words: 'x' })
    expect(again.body.error.code).toBe('wrong_state')
    const { db } = database()
    for (const change of [
      sql`update commendation set words = 'x' where id = ${id}`,
      sql`delete from commendation where id = ${id}`,
      sql`update commendation_event set words = 'x'`,
      sql`delete from commendation_objection`,
      sql`update commendation_objection_decision set upheld = true`,
      sql`update commendation_notice set number = 'x'`,
    ])
      await expect(change.execute(db)).rejects.toThrow(/append-only|changes no more/)
  })

  it('tells who sees other places how many incidents stand behind it, and none of them', async () => {
    const url = `/api/commendations/${id}/incidents?outcome=closing&part=denominator`
    const there = await people.otherOperator.get(url)
    expect([there.status, there.body]).toEqual([200, { total: 5, items: [] }])
    expect((await people.leader.get(url)).body.items).toHaveLength(5)
  })

  it('leaves a trace of who did what, by which role', async () => {
    const { body } = await people.manager.get(`/api/commendations/${id}`)
    expect(
      body.trace.map(({ action, by, role }: Record<string, string>) => `${action} ${by} ${role}`),
    ).toEqual([
      'nominate manager manager',
      'return supervisor supervisor',
      'correct manager manager',
      'review supervisor supervisor',
      'publicise administrator administrator',
      'object handler handler',
      'object dispatcher dispatcher',
      'decideObjection supervisor supervisor',
      'decideObjection supervisor supervisor',
      'decide leader leader',
      'publish leader leader',
    ])
  })

  it('goes with the demonstration county, and with no other', async () => {
    const { db } = database()
    const count = async () => (await db.selectFrom('commendation').select('id').execute()).length
    await expect(sql`delete from commendation_event`.execute(db)).rejects.toThrow(/append-only/)
    await sql`insert into setting (name, value) values ('demo', 'true')`.execute(db)
    expect(await count()).toBeGreaterThan(0)
    await db.transaction().execute(removeDemo)
    expect(await count()).toBe(0)
    // Where there is nothing, nothing is refused.
    await db.transaction().execute(removeDemo)
  })
})
