import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { hireJury, step, type Jury } from './people.ts'
import { addQuarter, QUARTER } from './quarter.ts'

const WORDS = { words: '两起纠纷调处后没有反复。' }

describeOnDatabases('what keeps a nomination from being decided', (database) => {
  let app: App
  let people: Jury
  let operatorTitle = 0
  const nominate = (subject: string, more: object = {}) => {
    const body = { title: operatorTitle, quarter: QUARTER.name, subject, ...WORDS, ...more }
    return people.manager.post('/api/commendations', body)
  }
  /** The last day for objections is over. */
  const letDaysPass = (id: number) =>
    sql`update commendation set publicised_on = current_date - 9, last_objection_day = current_date - 2
      where id = ${id}`.execute(database().db)

  beforeAll(async () => {
    const { db } = database()
    await addQuarter(db, await loadSmallCounty(db))
    app = await openServer(db)
    people = await hireJury(app, db)
    const { body } = await people.leader.get('/api/commendations')
    operatorTitle = body.titles.find(({ nameEn }: { nameEn: string }) => nameEn === 'Excellent operator').id
  })
  afterAll(() => app.close())

  it('is not decided while an objection stands, and begins anew once it is corrected', async () => {
    const { body: made } = await nominate('OP3')
    const publicise = async (): Promise<void> => {
      await step(people.supervisor2, made.id, 'review')
      await step(people.supervisor, made.id, 'publicise')
    }
    await publicise()
    const { body } = await people.dispatcher.post(`/api/commendations/${made.id}/objections`, {
      source: 'letter',
      words: '不属实。',
    })
    const url = `/api/commendations/${made.id}/objections/${body.objections[0].id}/decision`
    const elsewhere = url.replace(`/${made.id}/`, '/999/')
    const verdict = { upheld: true, words: '属实。' }
    expect((await people.supervisor.post(elsewhere, verdict)).status).toBe(404)
    expect((await people.supervisor.post(url, verdict)).status).toBe(201)
    await letDaysPass(made.id)
    const refused = await step(people.leader, made.id, 'decide')
    expect(refused.body.error).toMatchObject({ code: 'commendation_refused', details: { why: 'upheld' } })
    expect((await step(people.leader, made.id, 'return', { words: '请更正。' })).body.state).toBe('returned')
    expect((await people.operator.get(`/api/commendations/${made.id}`)).status).toBe(404)
    expect((await step(people.manager, made.id, 'correct', WORDS)).body.state).toBe('nominated')
    await publicise()
    await letDaysPass(made.id)
    expect((await step(people.leader, made.id, 'decide')).body).toMatchObject({ state: 'decided', round: 2 })
  })

  it('has titles that administrators add and change, each with how many there may be', async () => {
    const title = {
      kind: 'operator',
      name: '调解能手',
      nameEn: 'Skilled mediator',
      most: 1,
      objectionDays: 3,
      objectionDayKind: 'calendar',
    }
    const add = (body: object) => people.administrator.post('/api/commendations/titles', body)
    expect((await people.leader.post('/api/commendations/titles', title)).status).toBe(403)
    const added = await add(title)
    expect([added.status, added.body.changedBy]).toEqual([201, 'administrator'])
    expect((await add({ ...title, name: '另一个' })).body.error.code).toBe('name_in_use')
    for (const odd of [{ objectionDays: 0 }, { name: '  ' }, { nameEn: '\u0001' }, { most: 1.5 }])
      expect((await add({ ...title, ...odd })).body.error.code).toBe('invalid_input')

    const url = `/api/commendations/titles/${added.body.id}`
    const { kind: _, ...content } = title
    const change = (version: number, body: object) =>
      app.inject({
        method: 'PUT',
        url,
        payload: { ...content, isRetired: false, ...body },
        headers: { ...people.administrator.headers, 'if-match': `"${version}"` },
      })
    expect((await change(1, { most: 2 })).json()).toMatchObject({ most: 2, version: 2 })
    expect((await change(1, { most: 3 })).statusCode).toBe(412)
    expect((await change(2, { isRetired: true })).json().isRetired).toBe(true)
    const late = await nominate('OP1', { title: added.body.id })
    expect(late.body.error.code).toBe('unknown_commendation')
  })

  it('takes no more for a title and quarter than there may be', async () => {
    const { db } = database()
    await sql`update commendation_title set most = 1 where id = ${operatorTitle}`.execute(db)
    // One was decided above.
    const { body: made } = await nominate('OP1')
    await step(people.supervisor, made.id, 'review')
    await step(people.administrator, made.id, 'publicise')
    await letDaysPass(made.id)
    const refused = await step(people.leader, made.id, 'decide')
    expect(refused.body.error.details.why).toBe('most')
    expect((await step(people.manager, made.id, 'withdraw', { words: '名额已满。' })).body.state).toBe(
      'withdrawn',
    )
    expect((await people.operator.get(`/api/commendations/${made.id}`)).status).toBe(404)
    expect((await people.manager.get(`/api/commendations/${made.id}`)).status).toBe(200)
  })

  it('is for a township only once the figures of its quarter are closed, which it names', async () => {
    const { body } = await people.leader.get('/api/commendations')
    const title = body.titles.find(({ nameEn }: { nameEn: string }) => nameEn === 'Advanced township').id
    const wanted = { title, quarter: QUARTER.name, subject: 'A', ...WORDS }
    const early = await people.dispatcher.post('/api/commendations', wanted)
    expect(early.body.error).toMatchObject({ code: 'commendation_refused', details: { why: 'quarter' } })
    const closed = await people.supervisor.post(`/api/evaluation/quarters/${QUARTER.name}/close`, {
      note: '',
    })
    expect(closed.status, JSON.stringify(closed.body)).toBe(201)
    const made = await people.dispatcher.post('/api/commendations', wanted)
    expect(made.body).toMatchObject({
      subject: { kind: 'township', code: 'A', township: null },
      figures: { basis: 'scorecard', isClosed: true, grids: [] },
    })
    // Due in A: five of OP1's grids, one from before OP1 came, one of A2a.
    const closing = made.body.figures.items.find(({ name }: { name: string }) => name === 'closing')
    expect(closing).toEqual({ name: 'closing', numerator: 6, denominator: 7 })
    expect(made.body.figures.score).toBeGreaterThan(0)
    // Whoever nominated does not review.
    expect((await step(people.dispatcher, made.body.id, 'review')).status).toBe(403)
    expect((await step(people.manager, made.body.id, 'withdraw', { words: 'x' })).status).toBe(403)
    await step(people.supervisor, made.body.id, 'review')
    await step(people.administrator, made.body.id, 'publicise')
    await letDaysPass(made.body.id)
    expect((await step(people.leader, made.body.id, 'decide')).body.state).toBe('decided')
  })
})
