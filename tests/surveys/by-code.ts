import { expect } from 'vitest'
import type { SurveyCount } from '../../server/surveys/read-survey-counts.ts'
import type { SurveyPeople } from './survey-people.ts'

/** The sheet of a grid, as the one who runs the survey prints it again; nobody else may. */
export async function expectPrintedAgain(people: SurveyPeople, url: string, grid: string) {
  // An operator of the township voided what a household had in its hands.
  for (const who of ['operator', 'manager', 'dispatcher'] as const)
    expect((await people[who]('POST', url, { grid })).code, who).toBe('not_allowed')
  const listed = async (who: keyof SurveyPeople) => {
    const { body } = await people[who]('GET', url.replace('sheets', 'grids'))
    const { mayEnter, mayPrint } = body.items.find((item: { grid: string }) => item.grid === grid)
    return { mayEnter, mayPrint }
  }
  expect(await listed('operator')).toEqual({ mayEnter: true, mayPrint: false })
  expect(await listed('analyst')).toEqual({ mayEnter: true, mayPrint: true })
  return people.analyst('POST', url, { grid })
}

/** Three households of a grid answer by code: one that it knows, none that it took part. */
export async function answerThree(people: SurveyPeople, url: string, grid: string): Promise<void> {
  const { body } = await people.dispatcher('POST', url, { grid })
  for (const [i, { code }] of body.places.slice(0, 3).entries()) {
    const reply = { awareness: i === 0, participation: false, satisfaction: null }
    expect((await people.nobody('POST', '/api/survey-answers', { code, reply })).status).toBe(201)
  }
}

/** Once it is closed: two answers by code from A2a and three from B2b. */
export async function expectByCodeTold(people: SurveyPeople): Promise<void> {
  const { body } = await people.leader('GET', '/api/surveys/results?level=village')
  const [, a2, , b2] = body.rows
  // Who had printed the sheet of A2a knew which two had answered by code, and read here what they had said.
  expect(a2).toMatchObject({ code: 'A2', sheets: 12, leftOut: 2 })
  expect(a2.questions.awareness).toMatchObject({ positive: 6, answered: 10 })
  expect(b2).toMatchObject({ code: 'B2', sheets: 3, leftOut: 3 })
  expect(b2.questions.awareness).toMatchObject({ positive: 0, answered: 0 })
  // Five of the county together say what they say, as one part of the sample.
  const { awareness } = body.total.questions
  expect(body.total).toMatchObject({ sheets: 34, leftOut: 0 })
  expect(awareness).toMatchObject({ positive: 6 + 10 + 4 + 3, answered: 10 + 15 + 4 + 5 })
  const together = ((4 + 400) * 3) / 5
  expect(awareness.share).toBeCloseTo((200 + 200 + 240 + 200 + together) / (600 + 400 + 200 + 404), 12)
  for (const area of ['A', 'B']) {
    const { body: own } = await people.leader('GET', `/api/surveys/results?area=${area}`)
    expect(own.total.leftOut, area).toBe(area === 'A' ? 2 : 3)
  }
}

/** What is told of both townships together counts for the county. */
export function expectCountedForCounty(counts: readonly SurveyCount[]): void {
  expect(counts.filter(({ areaId, question }) => areaId === null && question !== 'satisfaction')).toEqual([
    { areaId: null, question: 'awareness', positive: 3, answered: 5 },
    { areaId: null, question: 'participation', positive: 0, answered: 5 },
  ])
}
