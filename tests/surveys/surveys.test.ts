import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { readSurveyCounts } from '../../server/surveys/read-survey-counts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { answerThree, expectCountedForCounty, expectPrintedAgain } from './by-code.ts'
import { duringClosing } from './during-closing.ts'
import { MISTYPED, PLAN, surveyPeople, typed, WORDING, type SurveyPeople } from './survey-people.ts'
import { expectNoDrawFor, expectOwnEntriesOnly, expectTold } from './told-to.ts'

// One survey, from its plan to its results: each test goes on where the one before has left it.
describeOnDatabases('a survey', (database) => {
  let app: App
  let people: SurveyPeople
  let id = 0
  let version = 0
  let codes: string[] = []
  const url = (rest = '') => `/api/surveys/${id}${rest}`
  const step = (name: string) =>
    people.analyst('POST', url('/steps'), { step: name }, { 'if-match': `"${version}"` })
  const enter = (who: keyof SurveyPeople, body: object) => people[who]('POST', url('/entries'), body)

  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    // Where A2a's households live: three at one place, and one at another.
    await sql`insert into address_point (x, y, households) values (1140151234, 370051234, 3), (1140161234, 370021234, 1)`.execute(
      db,
    )
    app = await openServer(db)
    people = await surveyPeople(app, db)
  })
  afterAll(() => app.close())

  it('goes by a published wording, which is never changed', async () => {
    const first = await people.leader('GET', '/api/surveys/wordings')
    expect(first.body.items).toMatchObject([{ version: 1, publishedBy: 'wangge' }])
    expect((await people.leader('POST', '/api/surveys/wordings', { questions: WORDING })).code).toBe(
      'not_allowed',
    )
    const again = await people.analyst('POST', '/api/surveys/wordings', { questions: WORDING })
    expect(again).toMatchObject({ status: 201, body: { version: 2, questions: WORDING } })
    await expect(sql`update survey_wording set questions = '{}'`.execute(database().db)).rejects.toThrow(
      'append-only',
    )
    const both = await people.leader('GET', '/api/surveys/wordings')
    expect(both.body.items).toEqual([again.body, ...first.body.items])
  })

  it('is planned by analysts, one a quarter, and changed until it is drawn', async () => {
    expect((await people.dispatcher('POST', '/api/surveys', PLAN)).code).toBe('not_allowed')
    expect((await people.analyst('POST', '/api/surveys', { ...PLAN, wording: 9 })).code).toBe('invalid_input')
    const planned = await people.analyst('POST', '/api/surveys', { ...PLAN, total: 10 })
    expect(planned).toMatchObject({
      status: 201,
      body: { ...PLAN, total: 10, state: 'planned', version: 1, seed: null },
    })
    ;({ id, version } = planned.body)
    expect((await people.analyst('POST', '/api/surveys', PLAN)).code).toBe('survey_exists')
    const changed = await people.analyst('PUT', url(), PLAN, { 'if-match': '"1"' })
    expect(changed).toMatchObject({ status: 200, body: { ...PLAN, version: 2 } })
    version = 2
    expect((await people.analyst('PUT', url(), PLAN, { 'if-match': '"1"' })).code).toBe('stale')
    expect((await people.analyst('PUT', '/api/surveys/99', PLAN, { 'if-match': '"1"' })).code).toBe(
      'unknown_survey',
    )
    // 60 over 4 (by address points), 200 and 400 a grid: 4 where no more live, else in proportion.
    const { body } = await people.leader('GET', url('/grids'))
    const planned60 = body.items.map(({ grid, places }: Record<string, unknown>) => `${grid} ${places}`)
    expect(planned60.join()).toBe('A1a 5,A1b 11,A2a 4,A2b 10,B1a 5,B1b 10,B2a 5,B2b 10')
    expect((await people.leader('GET', url('/draw?grid=A1a'))).code).toBe('wrong_state')
    expect((await people.leader('GET', '/api/surveys/results')).code).toBe('unknown_survey')
  })

  it('is drawn from a seed that is kept, by which everybody can draw it again', async () => {
    expect((await step('close')).code).toBe('wrong_state')
    const drawn = await step('draw')
    expect(drawn).toMatchObject({
      status: 200,
      body: { state: 'open', release: 1, grids: 8, places: 60, sheets: 0 },
    })
    expect(drawn.body.seed).toMatch(/^[0-9a-f]{32}$/)
    ;({ version } = drawn.body)
    expect((await step('draw')).code).toBe('wrong_state')
    expect((await people.analyst('PUT', url(), PLAN, { 'if-match': `"${version}"` })).code).toBe(
      'wrong_state',
    )
    for (const grid of ['A1a', 'A2a', 'B2b']) {
      const { body } = await people.leader('GET', url(`/draw?grid=${grid}`))
      expect(body).toMatchObject({
        seed: drawn.body.seed,
        repeats: true,
        households: grid === 'A2a' ? 4 : grid === 'A1a' ? 200 : 400,
      })
    }
    for (const change of [
      `update survey set seed = repeat('0', 32)`,
      'update survey_grid set households = 9',
      'delete from survey_grid',
    ])
      await expect(sql.raw(change).execute(database().db), change).rejects.toThrow(
        /stays as it is|append-only/,
      )
  })

  it('concerns managers and operators in their own townships, and operators nowhere where they look after a grid', async () => {
    const gridsOf = async (who: keyof SurveyPeople) => (await people[who]('GET', url('/grids'))).body.items
    expect((await gridsOf('dispatcher')).filter((grid: { mayEnter: boolean }) => grid.mayEnter)).toHaveLength(
      8,
    )
    expect((await gridsOf('leader')).filter((grid: { mayEnter: boolean }) => grid.mayEnter)).toHaveLength(0)
    expect((await gridsOf('manager')).map(({ grid }: { grid: string }) => grid)).toEqual([
      'A1a',
      'A1b',
      'A2a',
      'A2b',
    ])
    await expectNoDrawFor(people, url)
    const told = (await gridsOf('operator')).map(
      ({ grid, own, mayEnter }: Record<string, unknown>) => `${grid} ${own} ${mayEnter}`,
    )
    expect(told).toEqual(['A1a true false', 'A1b true false', 'A2a false true', 'A2b false true'])
    const sheet = (who: keyof SurveyPeople, grid: string) => people[who]('POST', url('/sheets'), { grid })
    expect((await sheet('operator', 'A1b')).code).toBe('not_allowed')
    expect((await sheet('operator', 'B1a')).code).toBe('out_of_scope')
    expect((await sheet('manager', 'B1a')).code).toBe('out_of_scope')
    expect((await sheet('leader', 'A1a')).code).toBe('not_allowed')
    const answers = typed('A1a', [1, [1, 0], [1, 0], [1, 0]])
    expect((await enter('operator', answers)).code).toBe('not_allowed')
    expect((await enter('operator', { ...answers, grid: 'B1a' })).code).toBe('out_of_scope')
    // Nor does it help that somebody else types it in.
    for (const operator of ['OP1', 'OP2'])
      expect((await enter('dispatcher', { ...answers, interviewer: operator })).code).toBe('not_allowed')
    expect((await enter('dispatcher', { ...answers, interviewer: 'nobody' })).code).toBe('invalid_input')
    // Who has a grid for one day of the survey had it.
    await sql`insert into assignment (operator_id, grid_id, role, valid) select operator.id, area.id, 'cover', daterange(current_date, current_date + 2)
      from operator, area where operator.code = 'OP3' and area.code = 'A2b'`.execute(database().db)
    expect((await enter('dispatcher', typed('A2b', [1, [1, 0], [1, 0], [1, 0]], 'OP3'))).code).toBe(
      'not_allowed',
    )
  })

  it('has sheets of numbers only, with codes of which hashes are kept', async () => {
    const sheet = await people.operator('POST', url('/sheets'), { grid: 'A2a' })
    expect(sheet).toMatchObject({ status: 200, body: { grid: 'A2a', households: 4, voided: 0 } })
    const places = sheet.body.places.map(
      ({ number, household, lon, lat }: Record<string, unknown>) => `${number} ${household} ${lon} ${lat}`,
    )
    expect(places.slice(2)).toEqual(['3 3 114.0151234 37.0051234', '4 4 114.0161234 37.0021234'])
    const again = await expectPrintedAgain(people, url('/sheets'), 'A2a')
    expect(again.body.voided).toBe(4)
    const lost = sheet.body.places[0].code
    expect((await people.nobody('POST', '/api/survey-answers/questions', { code: lost })).code).toBe(
      'unknown_answer_code',
    )
    codes = again.body.places.map(({ code }: { code: string }) => code)
    const { rows } = await sql<{
      text: string
    }>`select row(survey_code.*)::text as text from survey_code`.execute(database().db)
    expect(rows).toHaveLength(4)
    for (const code of codes) for (const { text } of rows) expect(text).not.toContain(code.replace('-', ''))
  })

  it('takes an answer by a code once, from anybody, and keeps it as a sum', async () => {
    const [first, second] = codes
    const asked = await people.nobody('POST', '/api/survey-answers/questions', {
      code: ` ${first!.toLowerCase()} `,
    })
    expect(asked).toMatchObject({ status: 200, body: { county: 'C区', quarter: '2026-Q3' } })
    expect(Object.keys(asked.body.questions)).toEqual(['awareness', 'participation', 'satisfaction'])
    const reply = { awareness: true, participation: false, satisfaction: null }
    const send = (code: string, more: object = reply) =>
      people.nobody('POST', '/api/survey-answers', { code, reply: more })
    expect((await send(first!, { awareness: null, participation: null, satisfaction: null })).code).toBe(
      'invalid_input',
    )
    expect(await send(first!)).toMatchObject({ status: 201 })
    expect((await send(first!)).code).toBe('unknown_answer_code')
    expect(await send(second!, { ...reply, satisfaction: true })).toMatchObject({ status: 201 })
    expect((await send('ABCDEFGHJK')).code).toBe('unknown_answer_code')
    const { rows } = await sql<{
      sheets: number
      counts: object
    }>`select sheets, counts from survey_web_answer`.execute(database().db)
    expect(rows).toMatchObject([{ sheets: 2, counts: { awareness: { positive: 2, negative: 0 } } }])
    expect(rows[0]!.counts).toMatchObject({ satisfaction: { positive: 1, negative: 0 } })
    expect((await sql`select from survey_code`.execute(database().db)).rows).toHaveLength(2)
    await answerThree(people, url('/sheets'), 'B2b')
  })

  it.each(MISTYPED)('keeps nothing that was typed with %s', async (_, body) => {
    expect((await enter('dispatcher', body)).code).toBe('invalid_input')
    expect((await sql`select from survey_entry`.execute(database().db)).rows).toHaveLength(0)
  })

  it('keeps what was typed in, and what was taken back', async () => {
    const wrong = await enter('operator', typed('A2b', [9, [9, 0], [9, 0], [9, 0]]))
    expect(wrong).toMatchObject({
      status: 201,
      body: { grid: 'A2b', interviewer: 'OP1', enteredBy: 'a-operator', withdrawn: null },
    })
    const withdraw = () => people.manager('POST', url(`/entries/${wrong.body.id}/withdraw`))
    expect(await withdraw()).toMatchObject({ status: 200, body: { withdrawn: { by: 'a-manager' } } })
    expect((await withdraw()).code).toBe('wrong_state')
    expect((await people.manager('POST', url('/entries/99/withdraw'))).code).toBe('unknown_survey')
    for (const [grid, answers] of [
      ['A1a', [5, [5, 0], [2, 3], [4, 0]]],
      ['A1b', [10, [5, 5], [2, 8], [8, 2]]],
      ['A2b', [10, [6, 4], [1, 9], [9, 1]]],
      ['B1a', [4, [4, 0], [4, 0], [4, 0]]],
    ] as const)
      expect((await enter('dispatcher', typed(grid, answers as never))).status, grid).toBe(201)
    const listed = await people.manager('GET', url('/entries?grid=A2b'))
    expect(
      listed.body.items.map(({ sheets, withdrawn }: Record<string, unknown>) => [sheets, withdrawn !== null]),
    ).toEqual([
      [10, false],
      [9, true],
    ])
    expect((await people.operator('GET', url('/entries?grid=A1a'))).body.items).toEqual([])
    await expectOwnEntriesOnly(people, url, listed.body.items)
    await expect(sql`delete from survey_entry`.execute(database().db)).rejects.toThrow('append-only')
  })

  it('gives results by area, weighted by households, with intervals and what they rest on', async () => {
    const { body } = await people.leader('GET', '/api/surveys/results?level=village')
    expect(body).toMatchObject({ quarter: '2026-Q3', area: 'C', level: 'village', before: null })
    const [a1, a2, b1] = body.rows
    // A1: 200 households of which 5 of 5 know, 400 of which 5 of 10 do.
    expect(a1).toMatchObject({ code: 'A1', places: 16, sheets: 15 })
    expect(a1.questions.awareness).toMatchObject({ positive: 10, answered: 15, few: false, covered: 1 })
    expect(a1.questions.awareness.share).toBeCloseTo((200 * 1 + 400 * 0.5) / 600, 12)
    expect(a1.questions.awareness.effective).toBeCloseTo(600 ** 2 / (200 ** 2 / 5 + 400 ** 2 / 10), 9)
    expect(a1.questions.satisfaction).toMatchObject({ positive: 12, answered: 14 })
    // What came by codes was told at once: whoever looked before and after a household answered knew what it had said.
    expect(a2.questions.awareness).toMatchObject({ positive: 6, answered: 10 })
    expect(b1.questions.awareness).toMatchObject({ positive: 4, answered: 4, few: true, covered: 200 / 600 })
    expect(body.total).toMatchObject({ code: 'C', sheets: 29, places: 60 })
    expect(body.trend).toHaveLength(1)
    const own = await people.manager('GET', '/api/surveys/results')
    expect(own.body).toMatchObject({ area: 'A', level: 'village', total: { sheets: 25 } })
    expect((await people.manager('GET', '/api/surveys/results?area=B')).code).toBe('out_of_scope')
    expect((await people.operator('GET', '/api/surveys/results')).code).toBe('not_allowed')
  })

  it('is closed for good, and then counts for the scorecards of its quarter', async () => {
    const { db } = database()
    const third = { from: Date.parse('2026-06-30T16:00:00Z'), to: Date.parse('2026-09-30T16:00:00Z') }
    expect(await readSurveyCounts(db, third)).toEqual([])
    const closed = await step('close')
    expect(closed).toMatchObject({
      status: 200,
      body: { state: 'closed', sheets: 34, closedBy: 'a-analyst' },
    })
    expect((await people.nobody('POST', '/api/survey-answers/questions', { code: codes[3] })).code).toBe(
      'unknown_answer_code',
    )
    expect((await enter('dispatcher', typed('B1b', [1, [1, 0], [1, 0], [1, 0]]))).code).toBe('wrong_state')
    expect((await people.dispatcher('POST', url('/sheets'), { grid: 'B1b' })).code).toBe('wrong_state')
    await expectTold(people)
    const counts = await readSurveyCounts(db, third)
    const a1 = (await sql<{ id: number }>`select id from area where code = 'A1'`.execute(db)).rows[0]!.id
    expect(counts.filter(({ areaId }) => areaId === a1)).toEqual([
      { areaId: a1, question: 'awareness', positive: 10, answered: 15 },
      { areaId: a1, question: 'participation', positive: 4, answered: 15 },
      { areaId: a1, question: 'satisfaction', positive: 12, answered: 14 },
    ])
    expectCountedForCounty(counts)
    expect(await readSurveyCounts(db, { from: third.to, to: third.to + 90 * 86_400_000 })).toEqual([])
    await expect(
      sql`update survey set state = 'open', closed_at = null, closed_by = null`.execute(db),
    ).rejects.toThrow('stays closed')
  })

  it('stands beside the one before it', async () => {
    const next = await people.analyst('POST', '/api/surveys', { ...PLAN, quarter: '2026-Q4', wording: 2 })
    ;({ id, version } = next.body)
    await step('draw')
    await enter('dispatcher', typed('A1a', [5, [4, 1], [0, 5], [5, 0]]))
    const { body } = await people.leader('GET', `/api/surveys/results?survey=${id}&area=A&level=village`)
    expect(body).toMatchObject({ quarter: '2026-Q4', wording: 2, before: { quarter: '2026-Q3', wording: 1 } })
    expect(body.rows[0]).toMatchObject({ code: 'A1', questions: { awareness: { positive: 4, answered: 5 } } })
    expect(body.rows[0].before.awareness).toBeCloseTo(2 / 3, 12)
    expect(body.trend.map(({ quarter, closed }: Record<string, unknown>) => [quarter, closed])).toEqual([
      ['2026-Q3', true],
      ['2026-Q4', false],
    ])
    // Without a survey that is asked for, the latest that is closed.
    expect((await people.leader('GET', '/api/surveys/results')).body.quarter).toBe('2026-Q3')
    const list = await people.operator('GET', '/api/surveys')
    expect(list.body.items.map(({ quarter }: { quarter: string }) => quarter)).toEqual(['2026-Q4', '2026-Q3'])
  })

  it('took what was typed in while it was being closed', async () => {
    const enterOne = () => enter('dispatcher', typed('A1b', [1, [1, 0], [1, 0], [1, 0]]))
    expect((await duringClosing(database().db, id, enterOne)).code).toBe('wrong_state')
  })
})
