import { areaInScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import type { Db } from '../db/connect.ts'
import type { Level } from '../domain/level.ts'
import { CodedError } from '../errors.ts'
import { answeredSurvey, groupGrids, rowOf, sharesOf, type AnsweredSurvey } from './add-up.ts'
import { readAnswers, readNamedAreas, readSampledGrids } from './grid-queries.ts'
import { readSurveys, type SurveyRow } from './queries.ts'
import type { SurveyResults } from './result-schema.ts'

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
  const [surveys, named] = await Promise.all([readAnswered(db, until, areas, area), readNamedAreas(db)])
  const own = surveys.get(survey.id)!
  const earlier = before && surveys.get(before.id)!
  const groupsBefore = earlier && groupGrids(earlier.grids, level)
  const total = rowOf(own, area, earlier)
  const rows = [...groupGrids(own.grids, level)].flatMap(([id, grids]) => {
    const name = named.get(id)
    if (name === undefined) return []
    const then = earlier && { ...earlier, grids: groupsBefore!.get(id) ?? [] }
    return [rowOf({ ...own, grids }, name, then)]
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
        const { grids, cells } = surveys.get(id)!
        return { quarter, wording, closed: state === 'closed', questions: sharesOf(grids, cells) }
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

/** What was answered in an area, by the ids of some surveys. A grid that is no more counts where its ground went. */
async function readAnswered(
  db: Db,
  surveys: readonly SurveyRow[],
  areas: AreaIndex,
  area: AreaNode,
): Promise<Map<number, AnsweredSurvey>> {
  const ids = surveys.map(({ id }) => id)
  const [sampled, answers] = await Promise.all([readSampledGrids(db, ids), readAnswers(db, ids)])
  const isIn = ({ id }: { id: number }): boolean => {
    const node = areas.heirOf(id)
    return area === areas.county || (node !== null && isInside(node, area))
  }
  return new Map(
    surveys.map(({ id, state }) => {
      const { grids, cells } = answeredSurvey({ id, closed: state === 'closed' }, sampled, answers)
      return [id, { grids: grids.filter(isIn), cells }]
    }),
  )
}
