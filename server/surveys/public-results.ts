import type { Db } from '../db/connect.ts'
import { eachQuestion, type Question } from '../domain/survey/question.ts'
import { publicShare } from '../domain/survey/weighted-share.ts'
import { withheldParts, type Judge } from '../domain/survey/withheld-parts.ts'
import { answeredSurvey, groupGrids, sharesOf, type AnsweredGrid } from './add-up.ts'
import type { PublicResults } from './answer-contract.ts'
import { readAnswers, readNamedAreas, readSampledGrids, type NamedArea } from './grid-queries.ts'
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
  const { grids, cells } = answeredSurvey({ id: survey.id, closed: true }, sampled, answers)
  const townships = [...groupGrids(grids, 'township')].flatMap(([id, parts]) =>
    named.get(id) ? [{ area: named.get(id)!, parts }] : [],
  )
  const judgeOf = (question: Question): Judge<AnsweredGrid> => ({
    sizeOf: (parts) => sharesOf(parts, cells)[question].answered,
    isTold: (parts) => publicShare(sharesOf(parts, cells)[question]) !== null,
  })
  const parts = townships.map((township) => township.parts)
  const withheld = eachQuestion((question) => withheldParts(grids, parts, judgeOf(question)))
  const told = ({ code, name, nameEn }: NamedArea, parts: readonly AnsweredGrid[]) => {
    const shares = sharesOf(parts, cells)
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
