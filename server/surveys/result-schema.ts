import { Type, type Static } from 'typebox'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import { ForEach } from './survey-schema.ts'
import { LevelName } from '../areas/contract.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })

/** See `SurveyShare` in server/domain/survey/weighted-share.ts. */
export const SurveyFigure = Type.Object({
  positive: Type.Integer(),
  answered: Type.Integer(),
  share: Nullable(Share, { description: 'weighted by households' }),
  low: Nullable(Share, { description: 'of the 95 % interval' }),
  high: Nullable(Share),
  effective: Type.Number({ description: 'answers of a plain draw that say as much' }),
  covered: Nullable(Share, { description: 'of the households: those in grids with an answer' }),
  few: Type.Boolean({ description: 'fewer than five answered: show the counts' }),
})
export type SurveyFigure = Static<typeof SurveyFigure>

export const ResultRow = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  places: Type.Integer(),
  sheets: Type.Integer({ description: 'on paper, and of a survey that is closed by code' }),
  leftOut: Type.Integer({
    description:
      'of the answers by code those that its shares are without: fewer than five are told only together with others of a wider area',
  }),
  questions: ForEach(SurveyFigure),
  before: Nullable(ForEach(Nullable(Share)), { description: 'in the survey before, if there was one' }),
})
export type ResultRow = Static<typeof ResultRow>

export const SurveyResults = Type.Object({
  quarter: QuarterName,
  wording: Type.Integer(),
  before: Nullable(Type.Object({ quarter: QuarterName, wording: Type.Integer() })),
  targets: ForEach(Share),
  area: Type.String(),
  level: LevelName,
  total: ResultRow,
  rows: Type.Array(ResultRow),
  trend: Type.Array(
    Type.Object({
      quarter: QuarterName,
      wording: Type.Integer(),
      closed: Type.Boolean(),
      questions: ForEach(SurveyFigure),
    }),
    { description: 'of the area, oldest first' },
  ),
})
export type SurveyResults = Static<typeof SurveyResults>
