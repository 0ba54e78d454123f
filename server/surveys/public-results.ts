import type { Db } from '../db/connect.ts'
import { addAnswers, eachQuestion, noAnswers } from '../domain/survey/question.ts'
import { publicShare } from '../domain/survey/weighted-share.ts'
import { groupGrids, sharesOf, type AnsweredGrid } from './add-up.ts'
import type { PublicResults } from './answer-contract.ts'
import { gridKey, readAnswers, readNamedAreas, readSampledGrids, type NamedArea } from './grid-queries.ts'
import { readSurveys } from './queries.ts'

/** What the latest closed survey found in the county and its townships, as far as it may be told to anybody. */
export async function readPublicResults(db: Db, county: NamedArea | null): Promise<PublicResults> {
  const survey = (await readSurveys(db)).find(({ state }) => state === 'closed')
  if (survey === undefined || county === null) return { quarter: null, areas: [] }
  const [sampled, answers, named] = await Promise.all([
    readSampledGrids(db, [survey.id]),
    readAnswers(db, [survey.id]),
    readNamedAreas(db),
  ])
  const grids = sampled.map((grid): AnsweredGrid => {
    const { paper, web } = answers.get(gridKey(survey.id, grid.id)) ?? {
      paper: noAnswers(),
      web: noAnswers(),
    }
    return { ...grid, answers: addAnswers(paper, web) }
  })
  const told = ({ code, name, nameEn }: NamedArea, parts: readonly AnsweredGrid[]) => {
    const shares = sharesOf(parts)
    return { code, name, nameEn, questions: eachQuestion((question) => publicShare(shares[question])) }
  }
  const townships = [...groupGrids(grids, 'township')].flatMap(([id, parts]) => {
    const township = named.get(id)
    return township === undefined ? [] : [told(township, parts)]
  })
  return {
    quarter: survey.quarter,
    areas: [told(county, grids), ...townships.toSorted((a, b) => (a.code < b.code ? -1 : 1))],
  }
}
