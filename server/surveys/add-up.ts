import type { Level } from '../domain/level.ts'
import { eachQuestion, type Answers, type Question } from '../domain/survey/question.ts'
import { weightedShare, type SurveyShare } from '../domain/survey/weighted-share.ts'
import type { NamedArea, SampledGrid } from './grid-queries.ts'
import type { ResultRow } from './result-schema.ts'

/** A grid of a sample with all that was answered in it. */
export type AnsweredGrid = SampledGrid & { answers: Answers }

/** The share of each question over some grids. */
export function sharesOf(grids: readonly AnsweredGrid[]): Record<Question, SurveyShare> {
  return eachQuestion((question) =>
    weightedShare(
      grids.map(({ households, answers: { counts } }) => {
        const { positive, negative } = counts[question]
        return { households, positive, answered: positive + negative }
      }),
    ),
  )
}

/** Grids by the id of the area of a level that they were in when they were drawn. */
export function groupGrids(grids: readonly AnsweredGrid[], level: Level): Map<number, AnsweredGrid[]> {
  const groups = new Map<number, AnsweredGrid[]>()
  for (const grid of grids) {
    const id = { county: null, township: grid.townshipId, village: grid.villageId, grid: grid.id }[level]
    if (id === null) continue
    const known = groups.get(id)
    if (known) known.push(grid)
    else groups.set(id, [grid])
  }
  return groups
}

/** The results of an area as they are told; `before`: its grids in the survey before, null where there is none. */
export function rowOf(
  grids: readonly AnsweredGrid[],
  { code, name, nameEn }: Pick<NamedArea, 'code' | 'name' | 'nameEn'>,
  before: readonly AnsweredGrid[] | null,
): ResultRow {
  const earlier = before && sharesOf(before)
  return {
    code,
    name,
    nameEn,
    places: grids.reduce((sum, { places }) => sum + places, 0),
    sheets: grids.reduce((sum, { answers }) => sum + answers.sheets, 0),
    questions: sharesOf(grids),
    before: earlier && eachQuestion((question) => (earlier[question].few ? null : earlier[question].share)),
  }
}
