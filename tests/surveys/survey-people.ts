import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { askAs, type Ask } from '../displays/wall-people.ts'

export type SurveyPeople = Record<
  'analyst' | 'dispatcher' | 'leader' | 'manager' | 'operator' | 'nobody',
  Ask
>

/** Staff around a survey of the small county. The operator is OP1, who leads A1a and A1b and did A2b until yesterday; OP2 backs A1a. */
export async function surveyPeople(app: App, db: Db): Promise<SurveyPeople> {
  const people = {
    analyst: await askAs(app, db, 'analyst'),
    dispatcher: await askAs(app, db, 'dispatcher'),
    leader: await askAs(app, db, 'leader'),
    manager: await askAs(app, db, 'manager', 'A'),
    operator: await askAs(app, db, 'operator', 'A1a'),
    nobody: (async (method, url, payload) => {
      const response = await app.inject({
        method,
        url,
        headers: { cookie: '' },
        ...(payload ? { payload } : {}),
      })
      const body = response.json()
      return { status: response.statusCode, body, code: body?.error?.code ?? null }
    }) as Ask,
  }
  await sql`update operator set account_id = (select id from account where name = 'a-operator')
    where code = 'OP1'`.execute(db)
  return people
}

export const PLAN = {
  quarter: '2026-Q3',
  wording: 1,
  targets: { awareness: 0.8, participation: 0.4, satisfaction: 0.9 },
  total: 60,
  least: 5,
}

type Pairs = [
  sheets: number,
  awareness: [number, number],
  participation: [number, number],
  satisfaction: [number, number],
]

/** Answers as they are typed in, twice the same: yes and no to each question. */
export function typed(grid: string, [sheets, ...pairs]: Pairs, interviewer: string | null = null) {
  const [awareness, participation, satisfaction] = pairs.map(([positive, negative]) => ({
    positive,
    negative,
  }))
  const counts = { awareness, participation, satisfaction }
  return { grid, sheets, counts, again: { sheets, counts }, interviewer }
}

const WORDS = { ask: '问？', positive: '是', negative: '否' }
const QUESTION = { zh: WORDS, en: { ask: 'Asked?', positive: 'Yes', negative: 'No' } }
export const WORDING = { awareness: QUESTION, participation: QUESTION, satisfaction: QUESTION }

const ONE = typed('A2b', [1, [1, 0], [1, 0], [1, 0]])
/** What is wrong with it, and answers of the sample that nobody can have typed well. */
export const MISTYPED: [wrong: string, body: object][] = [
  [
    'a second time that differs',
    { ...ONE, again: { sheets: 1, counts: typed('', [1, [0, 1], [1, 0], [1, 0]]).counts } },
  ],
  ['another number of sheets', { ...ONE, again: { ...ONE.again, sheets: 2 } }],
  ['more answers than sheets', typed('A2b', [1, [1, 1], [1, 0], [1, 0]])],
  ['more sheets than places', typed('A2b', [11, [1, 1], [1, 0], [1, 0]])],
  ['more sheets than are left', typed('A2a', [3, [1, 1], [1, 0], [1, 0]])],
]
