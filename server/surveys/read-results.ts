import { areaInScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import type { Level } from '../domain/level.ts'
import { CodedError } from '../errors.ts'
import { groupGrids, rowOf, sharesOf, type AnsweredGrid } from './add-up.ts'
import { gridKey, readAnswers, readNamedAreas, readSampledGrids } from './grid-queries.ts'
import { readSurveys, type SurveyRow } from './queries.ts'
import type { SurveyResults } from './result-schema.ts'
import { addAnswers, noAnswers } from '../domain/survey/question.ts'

type Asking = { viewer: Viewer; areas: AreaIndex }
type Wanted = { survey?: number; area?: string; level?: Level }

/** Results of a survey where the viewer looks. Throws unknown_survey where there is none, unknown_area, out_of_scope, invalid_input. */
export async function readResults(db: Db, { viewer, areas }: Asking, wanted: Wanted): Promise<SurveyResults> {
  const area = areaInScope(viewer, areas, wanted.area)
  const level = wanted.level ?? partsLevel(area)
  const drawn = (await readSurveys(db)).filter(({ state }) => state !== 'planned')
  const survey = chosen(drawn, wanted.survey)
  const until = drawn.filter(({ quarter }) => quarter <= survey.quarter)
  const before = until[1] ?? null
  const [grids, named] = await Promise.all([readAnswered(db, until, areas, area), readNamedAreas(db)])
  const of = (id: number) => grids.filter(({ surveyId }) => surveyId === id)
  const own = of(survey.id)
  const earlier = before === null ? null : of(before.id)
  const groupsBefore = earlier && groupGrids(earlier, level)
  const total = rowOf(own, area, earlier)
  const rows = [...groupGrids(own, level)].flatMap(([id, parts]) => {
    const name = named.get(id)
    return name === undefined ? [] : [rowOf(parts, name, groupsBefore && (groupsBefore.get(id) ?? []))]
  })
  return {
    quarter: survey.quarter,
    wording: survey.wording,
    before: before && { quarter: before.quarter, wording: before.wording },
    targets: survey.targets,
    area: area.code,
    level,
    total,
    rows: rows.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    trend: until
      .map(({ id, quarter, wording, state }) => {
        return { quarter, wording, closed: state === 'closed', questions: sharesOf(of(id)) }
      })
      .toReversed(),
  }
}

/** The survey that was asked for; without one the latest that is closed, or else the latest. */
function chosen(drawn: readonly SurveyRow[], id: number | undefined): SurveyRow {
  const found =
    id === undefined
      ? (drawn.find(({ state }) => state === 'closed') ?? drawn[0])
      : drawn.find((survey) => survey.id === id)
  if (found) return found
  throw new CodedError(
    'unknown_survey',
    id === undefined ? 'No survey was drawn yet.' : `No survey with the id ${id} was drawn.`,
  )
}

/**
 * The grids of some surveys in an area, with their answers. A grid that is no more counts where its ground went. Of an open survey only what
 * came on paper: whoever looked before and after a household answers by its code would know what it said.
 */
async function readAnswered(
  db: Db,
  surveys: readonly SurveyRow[],
  areas: AreaIndex,
  area: AreaNode,
): Promise<AnsweredGrid[]> {
  const ids = surveys.map(({ id }) => id)
  const closed = new Set(surveys.filter(({ state }) => state === 'closed').map(({ id }) => id))
  const [grids, answers] = await Promise.all([readSampledGrids(db, ids), readAnswers(db, ids)])
  return grids.flatMap((grid): AnsweredGrid[] => {
    const node = areas.heirOf(grid.id)
    if (area !== areas.county && (node === null || !isInside(node, area))) return []
    const { paper, web } = answers.get(gridKey(grid.surveyId, grid.id)) ?? {
      paper: noAnswers(),
      web: noAnswers(),
    }
    return [{ ...grid, answers: closed.has(grid.surveyId) ? addAnswers(paper, web) : paper }]
  })
}
