import { Type, type Static } from 'typebox'
import { SINGLE_ACTIONS } from '../domain/commendation/actions.ts'
import {
  COMMENDATION_STATES,
  DAY_KINDS,
  MOST_IN_A_QUARTER,
  MOST_OBJECTION_DAYS,
  OBJECTION_SOURCES,
  SUBJECT_KINDS,
} from '../domain/commendation/state.ts'
import { Nullable } from '../nullable.ts'
import { Line } from '../written-text.ts'
import { QuarterName } from '../quarter-name.ts'

export const DateTime = Type.String({ format: 'date-time' })
export const Day = Type.String({ format: 'date' })
export const Number40 = Line(40)

const Named = { code: Type.String(), name: Type.String(), nameEn: Nullable(Type.String()) }
const Place = Type.Object(Named)

export const TitleContent = {
  name: Line(40),
  nameEn: Line(80),
  most: Type.Integer({ minimum: 1, maximum: MOST_IN_A_QUARTER, description: 'in a quarter' }),
  objectionDays: Type.Integer({ minimum: 1, maximum: MOST_OBJECTION_DAYS }),
  objectionDayKind: Type.Enum([...DAY_KINDS], { description: 'days on which the offices work, or all' }),
}

export const CommendationTitle = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...SUBJECT_KINDS]),
  ...TitleContent,
  isRetired: Type.Boolean(),
  version: Type.Integer(),
  changedAt: DateTime,
  changedBy: Type.String(),
})
export type CommendationTitle = Static<typeof CommendationTitle>

export const Subject = Type.Object({
  kind: Type.Enum([...SUBJECT_KINDS]),
  ...Named,
  township: Nullable(Place, { description: 'where an operator or a unit is at home; null: the county' }),
})
export type Subject = Static<typeof Subject>

/** What a nomination names: counts, each of so many. */
export const Figures = Type.Object({
  basis: Type.Enum(['grids', 'scorecard'], {
    description: 'grids: of those that the operator looked after; scorecard: of the township or unit',
  }),
  grids: Type.Array(Place),
  isClosed: Type.Boolean({ description: 'of a scorecard: whether its quarter is closed' }),
  score: Nullable(Type.Number({ description: 'of a scorecard: its points; operators have none' })),
  items: Type.Array(
    Type.Object({ name: Type.String(), numerator: Type.Number(), denominator: Type.Number() }),
  ),
})
export type Figures = Static<typeof Figures>

export const NoticeRef = Type.Object({ id: Type.Integer(), number: Type.String(), dated: Day })

export const CommendationItem = Type.Object({
  id: Type.Integer(),
  version: Type.Integer({ description: 'for who works on it: also objections count' }),
  quarter: QuarterName,
  title: Type.Integer({ description: 'id' }),
  subject: Subject,
  state: Type.Enum([...COMMENDATION_STATES]),
  lastObjectionDay: Nullable(Day),
  publicisedOn: Nullable(Day),
  openObjections: Type.Integer(),
  needsMe: Type.Boolean({ description: 'it waits for a step that the viewer may take now' }),
  changedAt: DateTime,
})
export type CommendationItem = Static<typeof CommendationItem>

export const Objection = Type.Object({
  id: Type.Integer(),
  round: Type.Integer(),
  source: Type.Enum([...OBJECTION_SOURCES]),
  words: Type.String(),
  by: Type.String({ description: 'the account that wrote it down' }),
  at: DateTime,
  mayDecide: Type.Boolean(),
  decision: Nullable(
    Type.Object({ upheld: Type.Boolean(), words: Type.String(), by: Type.String(), at: DateTime }),
  ),
})
export type Objection = Static<typeof Objection>

export const TraceStep = Type.Object({
  action: Type.String(),
  state: Type.Enum([...COMMENDATION_STATES]),
  by: Type.String(),
  role: Type.String(),
  at: DateTime,
  words: Nullable(Type.String()),
})
export type TraceStep = Static<typeof TraceStep>

export const Commendation = Type.Object({
  ...CommendationItem.properties,
  words: Type.String(),
  wordsEn: Nullable(Type.String()),
  figures: Figures,
  round: Type.Integer(),
  notice: Nullable(NoticeRef),
  objections: Type.Array(Objection, { description: "for who works on it: all; else one's own" }),
  trace: Type.Array(TraceStep, { description: 'for who works on it' }),
  actions: Type.Array(
    Type.Object({
      action: Type.Enum([...SINGLE_ACTIONS, 'publish']),
      refusal: Nullable(Type.String({ description: 'why it cannot be taken now; null: it can' })),
    }),
    { description: "what the viewer's roles may do in this state" },
  ),
  mayObject: Type.Boolean(),
  mayTakeObjection: Type.Boolean({ description: 'of somebody who phoned, wrote or came' }),
})
export type Commendation = Static<typeof Commendation>

export const Notice = Type.Object({
  id: Type.Integer(),
  quarter: QuarterName,
  number: Type.String(),
  dated: Day,
  county: Type.Object({ name: Type.String(), nameEn: Nullable(Type.String()) }),
  publishedAt: DateTime,
  items: Type.Array(
    Type.Object({
      id: Type.Integer({ description: 'of the nomination' }),
      place: Type.Integer({ description: 'its number in the notice, from 1' }),
      title: Type.Object({
        kind: Type.Enum([...SUBJECT_KINDS]),
        name: Type.String(),
        nameEn: Type.String(),
      }),
      subject: Subject,
      words: Type.String(),
      wordsEn: Nullable(Type.String()),
    }),
  ),
})
export type Notice = Static<typeof Notice>
