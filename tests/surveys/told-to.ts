import { expect } from 'vitest'
import { expectByCodeTold } from './by-code.ts'
import type { SurveyPeople } from './survey-people.ts'

type Url = (rest: string) => string

export async function expectNoDrawFor(people: SurveyPeople, url: Url): Promise<void> {
  // By the seed an operator knew who would be asked in their own grids, and could talk to them before.
  const seeds = async (who: keyof SurveyPeople) =>
    (await people[who]('GET', '/api/surveys')).body.items.map(({ seed }: { seed: string | null }) => seed)
  expect(await seeds('operator')).toEqual([null])
  expect(await seeds('manager')).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
  for (const grid of ['A1a', 'A2a'])
    expect((await people.operator('GET', url(`/draw?grid=${grid}`))).code).toBe('not_allowed')
}

/** `listed`: the entries of A2b, which a dispatcher and the operator typed in. */
export async function expectOwnEntriesOnly(
  people: SurveyPeople,
  url: Url,
  listed: { id: number; enteredBy: string }[],
): Promise<void> {
  // Operators, who see no results, read them from what others had typed in, and took back what they did not like.
  const byOthers = listed.find(({ enteredBy }: { enteredBy: string }) => enteredBy === 'a-dispatcher')
  const ownEntries = await people.operator('GET', url('/entries?grid=A2b'))
  expect(ownEntries.body.items.map(({ enteredBy }: { enteredBy: string }) => enteredBy)).toEqual([
    'a-operator',
  ])
  expect((await people.operator('POST', url(`/entries/${byOthers!.id}/withdraw`))).code).toBe('not_allowed')
}

/** Once it is closed: what came by codes, what the public is told, and what is given out. */
export async function expectTold(people: SurveyPeople): Promise<void> {
  await expectByCodeTold(people)
  await expectPublicTold(people)
  await expectCountsGivenOut(people)
}

async function expectPublicTold(people: SurveyPeople): Promise<void> {
  // The public is told of the county and nothing of B, where four answered; nor of A, or what B said would be the difference.
  const told = await people.nobody('GET', '/api/survey-answers/results')
  expect(told.body).toMatchObject({
    quarter: '2026-Q3',
    areas: [{ code: 'C' }, { code: 'A' }, { code: 'B' }],
  })
  const [county, a, b] = told.body.areas
  expect(county.questions.awareness).toMatchObject({ answered: 34 })
  expect(county.questions.awareness.share).toBeGreaterThan(0.5)
  expect(a.questions).toEqual({ awareness: null, participation: null, satisfaction: null })
  expect(b.questions).toEqual({ awareness: null, participation: null, satisfaction: null })
  expect(JSON.stringify(told.body)).not.toContain('positive')
}

/** What the scorecards count of it is given out by the areas that it counts in, to those who see them there, and of no grid. */
async function expectCountsGivenOut(people: SurveyPeople): Promise<void> {
  const take = async (who: keyof SurveyPeople, area: string) => {
    const url = `/api/evaluation/quarters/2026-Q3/survey-counts?area=${area}`
    const { status, body, code } = await people[who]('GET', url)
    return status === 200 ? body.replace('\u{feff}', '').trimEnd().split('\r\n') : code
  }
  expect(await take('leader', 'A1')).toEqual([
    'area,level,indicator,positive,answered',
    'A1,village,awareness,10,15',
    'A1,village,participation,4,15',
  ])
  expect((await take('manager', 'A')).filter((line: string) => line.startsWith('A1'))).toHaveLength(2)
  expect(await take('leader', 'C')).toContain('C,county,awareness,3,5')
  expect(await take('leader', 'A1a')).toHaveLength(1)
  expect(await take('manager', 'B')).toBe('out_of_scope')
  expect(await take('operator', 'A')).toBe('not_allowed')
}
