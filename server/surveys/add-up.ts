import type { Level } from '../domain/level.ts'
import { codeCells } from '../domain/survey/code-cells.ts'
import {
  addAnswers,
  eachQuestion,
  noAnswers,
  type Answers,
  type Question,
} from '../domain/survey/question.ts'
import { weightedShare, type SurveyShare } from '../domain/survey/weighted-share.ts'
import { gridKey, type AnswersByGrid, type NamedArea, type SampledGrid } from './grid-queries.ts'
import type { ResultRow } from './result-schema.ts'

/** A grid of a sample with all that was answered in it on paper, and by code. */
export type AnsweredGrid = SampledGrid & { paper: Answers; web: Answers; byCode: number }

/** All grids of a survey, and those whose answers by code are told together. */
export type AnsweredSurvey = { grids: readonly AnsweredGrid[]; cells: readonly (readonly AnsweredGrid[])[] }

/**
 * The grids of a survey with their answers. Of one that is not `closed` only what came on paper: whoever looked before and after a household
 * answers by its code would know what it said.
 */
export function answeredSurvey(
  survey: { id: number; closed: boolean },
  sampled: readonly SampledGrid[],
  answers: AnswersByGrid,
): AnsweredSurvey {
  const grids = sampled
    .filter(({ surveyId }) => surveyId === survey.id)
    .map((grid): AnsweredGrid => {
      const found = answers.get(gridKey(survey.id, grid.id))
      const web = (survey.closed && found?.web) || noAnswers()
      return { ...grid, paper: found?.paper ?? noAnswers(), web, byCode: web.sheets }
    })
  return { grids, cells: codeCells(grids) }
}

/** Some grids as they may be told: each with what came on paper, and grids whose answers by code are told together, all of which are among them, as one with all answers. */
export type ToldPart = { grids: readonly AnsweredGrid[]; households: number; answers: Answers }

export function toldParts(
  grids: readonly AnsweredGrid[],
  cells: AnsweredSurvey['cells'],
): { parts: ToldPart[]; leftOut: number } {
  const among = new Set(grids)
  const whole = cells.filter((cell) => cell.every((grid) => among.has(grid)))
  for (const grid of whole.flat()) among.delete(grid)
  const single = [...among]
  const parts = [
    ...single.map((grid) => ({ grids: [grid], households: grid.households, answers: grid.paper })),
    ...whole.map((cell) => ({
      grids: cell,
      households: cell.reduce((sum, { households }) => sum + households, 0),
      answers: cell.flatMap(({ paper, web }) => [paper, web]).reduce((sum, one) => addAnswers(sum, one)),
    })),
  ]
  return { parts, leftOut: single.reduce((sum, { byCode }) => sum + byCode, 0) }
}

/** The share of each question over some grids, as it may be told. */
export function sharesOf(
  grids: readonly AnsweredGrid[],
  cells: AnsweredSurvey['cells'],
): Record<Question, SurveyShare> {
  const { parts } = toldParts(grids, cells)
  return eachQuestion((question) =>
    weightedShare(
      parts.map(({ households, answers: { counts } }) => {
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

/** The results of an area as they are told; `before`: its shares in the survey before, null where there is none. */
export function rowOf(
  { grids, cells }: AnsweredSurvey,
  { code, name, nameEn }: Pick<NamedArea, 'code' | 'name' | 'nameEn'>,
  before: AnsweredSurvey | null,
): ResultRow {
  const earlier = before && sharesOf(before.grids, before.cells)
  return {
    code,
    name,
    nameEn,
    places: grids.reduce((sum, { places }) => sum + places, 0),
    sheets: grids.reduce((sum, { paper, web }) => sum + paper.sheets + web.sheets, 0),
    leftOut: toldParts(grids, cells).leftOut,
    questions: sharesOf(grids, cells),
    before: earlier && eachQuestion((question) => (earlier[question].few ? null : earlier[question].share)),
  }
}
