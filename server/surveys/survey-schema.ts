import { Type, type Static } from 'typebox'
import { eachQuestion } from '../domain/survey/question.ts'
import { SURVEY_STATES } from '../domain/survey/survey-state.ts'
import { Nullable } from '../nullable.ts'
import { Line } from '../written-text.ts'
import { QuarterName } from '../quarter-name.ts'

export const DateTime = Type.String({ format: 'date-time' })
export const Count = Type.Integer({ minimum: 0, maximum: 100_000 })

/** Something for each question. */
export const ForEach = <T extends Parameters<typeof Type.Object>[0][string]>(schema: T) =>
  Type.Object(
    eachQuestion(() => schema),
    { additionalProperties: false },
  )

const InOneLanguage = Type.Object(
  { ask: Line(200), positive: Line(200), negative: Line(200) },
  { additionalProperties: false },
)
export const Wordings = ForEach(
  Type.Object({ zh: InOneLanguage, en: InOneLanguage }, { additionalProperties: false }),
)
export type Wordings = Static<typeof Wordings>

export const Wording = Type.Object({
  version: Type.Integer(),
  questions: Wordings,
  publishedAt: DateTime,
  publishedBy: Type.String(),
})
export type Wording = Static<typeof Wording>

/** What an analyst plans. */
export const SurveyPlan = Type.Object(
  {
    quarter: QuarterName,
    wording: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'version of the wording' }),
    targets: ForEach(Type.Number({ minimum: 0, maximum: 1, description: 'the share to reach' })),
    total: Type.Integer({ minimum: 1, maximum: 100_000, description: 'households to ask' }),
    least: Type.Integer({ minimum: 0, maximum: 1000, description: 'in each grid at least' }),
  },
  { additionalProperties: false },
)
export type SurveyPlan = Static<typeof SurveyPlan>

export const Survey = Type.Object({
  id: Type.Integer(),
  ...SurveyPlan.properties,
  state: Type.Enum([...SURVEY_STATES]),
  version: Type.Integer(),
  madeBy: Type.String(),
  madeAt: DateTime,
  seed: Nullable(
    Type.String({ description: 'what was drawn from; null: not drawn yet, or for operators not closed yet' }),
  ),
  release: Nullable(Type.Integer({ description: 'of the boundaries that it was drawn by' })),
  drawnBy: Nullable(Type.String()),
  drawnAt: Nullable(DateTime),
  closedBy: Nullable(Type.String()),
  closedAt: Nullable(DateTime),
  grids: Type.Integer({ description: 'in which households were drawn' }),
  places: Type.Integer({ description: 'households drawn' }),
  sheets: Type.Integer({ description: 'answered' }),
})
export type Survey = Static<typeof Survey>

export const AnswerCounts = ForEach(
  Type.Object({ positive: Count, negative: Count }, { additionalProperties: false }),
)

export const SurveyGrid = Type.Object({
  grid: Type.String({ description: 'code of the grid' }),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  village: Nullable(Type.String({ description: 'code' })),
  households: Type.Integer(),
  places: Type.Integer({ description: 'drawn; of a survey that is planned: as it would be drawn now' }),
  paper: Type.Integer({ description: 'sheets typed in' }),
  web: Type.Integer({ description: 'answered by code' }),
  codes: Type.Integer({ description: 'codes printed and not used' }),
  mayEnter: Type.Boolean({ description: 'whether the viewer may type in its answers' }),
  mayPrint: Type.Boolean({
    description: 'whether the viewer may print its sheet: a second time only who runs the survey',
  }),
  own: Type.Boolean({ description: 'whether the viewer looks after it, and so must not ask there' }),
})
export type SurveyGrid = Static<typeof SurveyGrid>

export const SurveyEntry = Type.Object({
  id: Type.Integer(),
  grid: Type.String(),
  sheets: Type.Integer(),
  counts: AnswerCounts,
  interviewer: Nullable(Type.String({ description: 'code of an operator' })),
  enteredBy: Type.String(),
  enteredAt: DateTime,
  withdrawn: Nullable(Type.Object({ by: Type.String(), at: DateTime })),
})
export type SurveyEntry = Static<typeof SurveyEntry>

/** A place as it is printed: numbers only. */
export const SheetPlace = Type.Object({
  number: Type.Integer({ description: 'on the sheet' }),
  household: Type.Integer({ description: 'number of the household in its grid' }),
  lon: Nullable(Type.Number({ description: 'degrees; null: only its number is known' })),
  lat: Nullable(Type.Number()),
  code: Type.String({ description: 'by which the household can answer by itself, once' }),
})

export const Sheet = Type.Object({
  grid: Type.String(),
  households: Type.Integer(),
  places: Type.Array(SheetPlace),
  voided: Type.Integer({ description: 'codes of an earlier print that no longer hold' }),
})
export type Sheet = Static<typeof Sheet>

/** A drawn grid as anybody can draw it again. */
export const GridDraw = Type.Object({
  grid: Type.String(),
  seed: Type.String(),
  households: Type.Integer(),
  drawn: Type.Array(Type.Integer({ description: 'numbers of households' })),
  repeats: Type.Boolean({ description: 'whether the recorded seed draws the same again' }),
})
export type GridDraw = Static<typeof GridDraw>
