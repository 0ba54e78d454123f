import type { Db } from '../db/connect.ts'
import { addAnswers, noAnswers, QUESTIONS, type Question } from '../domain/survey/question.ts'
import { middleOf } from '../domain/quarter-name.ts'
import { gridKey, readAnswers, readSampledGrids } from './grid-queries.ts'
import { readSurveys } from './queries.ts'

/** How many of a village answered a question, and how many of them yes. */
export type SurveyCount = { areaId: number; question: Question; positive: number; answered: number }

/**
 * What closed surveys of the quarters whose middle lies in [from, to) have counted, by the village where the grids were when they were drawn.
 * Instants in milliseconds since 1970, or dates.
 */
export async function readSurveyCounts(
  db: Db,
  { from, to }: { from: number | Date; to: number | Date },
): Promise<SurveyCount[]> {
  const ids = (await readSurveys(db))
    .filter(({ state }) => state === 'closed')
    .filter(({ quarter }) => Number(from) <= middleOf(quarter) && middleOf(quarter) < Number(to))
    .map(({ id }) => id)
  const [grids, answers] = await Promise.all([readSampledGrids(db, ids), readAnswers(db, ids)])
  const villages = new Map<number, ReturnType<typeof noAnswers>>()
  for (const { id, surveyId, villageId } of grids) {
    const found = answers.get(gridKey(surveyId, id))
    if (villageId === null || found === undefined) continue
    const known = villages.get(villageId) ?? noAnswers()
    villages.set(
      villageId,
      [found.paper, found.web].reduce((sum, part) => addAnswers(sum, part), known),
    )
  }
  return [...villages].flatMap(([areaId, { counts }]) =>
    QUESTIONS.flatMap((question): SurveyCount[] => {
      const { positive, negative } = counts[question]
      const answered = positive + negative
      return answered === 0 ? [] : [{ areaId, question, positive, answered }]
    }),
  )
}
