import type { Db } from '../db/connect.ts'
import { addAnswers, eachQuestion, noAnswers, type Question } from '../domain/survey/question.ts'
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
  const townships = [...groupGrids(grids, 'township')].flatMap(([id, parts]) =>
    named.get(id) ? [{ area: named.get(id)!, parts }] : [],
  )
  const withheld = eachQuestion((question) =>
    withheldOf(
      question,
      grids,
      townships.map(({ parts }) => parts),
    ),
  )
  const told = ({ code, name, nameEn }: NamedArea, parts: readonly AnsweredGrid[]) => {
    const shares = sharesOf(parts)
    const shareOf = (question: Question) =>
      withheld[question].has(parts) ? null : publicShare(shares[question])
    return { code, name, nameEn, questions: eachQuestion(shareOf) }
  }
  return {
    quarter: survey.quarter,
    areas: [
      told(county, grids),
      ...townships.map(({ area, parts }) => told(area, parts)).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    ],
  }
}

type Grids = readonly AnsweredGrid[]

/**
 * The parts of which the share of a question is not told: those with too few answers, and as many more, the smallest first, as it takes that
 * all of them together could be told. For what is left of the whole without its other parts is what they say together.
 */
function withheldOf(question: Question, whole: Grids, parts: readonly Grids[]): Set<Grids> {
  const shareOf = (grids: Grids) => sharesOf(grids)[question]
  const isTold = (grids: Grids): boolean => publicShare(shareOf(grids)) !== null
  const withheld = new Set(parts.filter((grids) => !isTold(grids)))
  const bySize = parts
    .filter((grids) => !withheld.has(grids))
    .toSorted((a, b) => shareOf(a).answered - shareOf(b).answered)
  const told = new Set(bySize.flat())
  for (const next of bySize) {
    const left = whole.filter((grid) => !told.has(grid))
    if (shareOf(left).answered === 0 || isTold(left)) break
    withheld.add(next)
    for (const grid of next) told.delete(grid)
  }
  return withheld
}
