import type { Db } from '../db/connect.ts'
import { addAnswers, noAnswers, QUESTIONS, type Answers, type Question } from '../domain/survey/question.ts'
import { middleOf } from '../domain/quarter-name.ts'
import { answeredSurvey } from './add-up.ts'
import { readAnswers, readSampledGrids, type SampledGrid } from './grid-queries.ts'
import { readSurveys } from './queries.ts'

/** How many of an area answered a question, and how many of them yes; of the county where `areaId` is null. */
export type SurveyCount = { areaId: number | null; question: Question; positive: number; answered: number }

/**
 * What closed surveys of the quarters whose middle lies in [from, to) have counted, by the village where the grids were when they were drawn.
 * Answers by code that are told for several villages together count for their township, or for the county. Instants in milliseconds
 * since 1970, or dates.
 */
export async function readSurveyCounts(
  db: Db,
  { from, to }: { from: number | Date; to: number | Date },
): Promise<SurveyCount[]> {
  const ids = (await readSurveys(db))
    .filter(({ state }) => state === 'closed')
    .filter(({ quarter }) => Number(from) <= middleOf(quarter) && middleOf(quarter) < Number(to))
    .map(({ id }) => id)
  const [sampled, answers] = await Promise.all([readSampledGrids(db, ids), readAnswers(db, ids)])
  const areas = new Map<number | null, Answers>()
  const add = (areaId: number | null, more: Answers): void => {
    areas.set(areaId, addAnswers(areas.get(areaId) ?? noAnswers(), more))
  }
  for (const id of ids) {
    const { grids, cells } = answeredSurvey({ id, closed: true }, sampled, answers)
    for (const grid of grids) add(narrowestOf([grid]), grid.paper)
    for (const cell of cells) for (const { web } of cell) add(narrowestOf(cell), web)
  }
  return [...areas].flatMap(([areaId, { counts }]) =>
    QUESTIONS.flatMap((question): SurveyCount[] => {
      const { positive, negative } = counts[question]
      const answered = positive + negative
      return answered === 0 ? [] : [{ areaId, question, positive, answered }]
    }),
  )
}

/** The village, or else the township, that all of some grids were in; null where only the county has all of them. */
function narrowestOf(grids: readonly SampledGrid[]): number | null {
  const common = (key: 'villageId' | 'townshipId'): number | null => {
    const id = grids[0]![key]
    return grids.every((grid) => grid[key] === id) ? id : null
  }
  return common('villageId') ?? common('townshipId')
}
