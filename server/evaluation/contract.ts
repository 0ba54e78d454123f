import { Type, type Static } from 'typebox'
import { STATES } from '../domain/incident-state.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import {
  AreaOption,
  Card,
  CardLevelName,
  Closing,
  Count,
  CountedName,
  DateTime,
  Scheme,
  ShownIndicator,
  Totals,
  Weights,
} from './figure-schema.ts'
import { Remark } from '../written-text.ts'

const exact = { additionalProperties: false } as const
const tags = ['evaluation']
const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
export const QuarterItem = Type.Object({
  quarter: QuarterName,
  from: DateTime,
  to: DateTime,
  state: Type.Enum(['running', 'ended', 'closed'], { description: 'only what has ended can be closed' }),
  scheme: Type.Integer({ description: 'version that holds for it' }),
  closing: Nullable(Closing),
  appeals: Type.Object({ open: Count, upheld: Count, rejected: Count }),
})
export type QuarterItem = Static<typeof QuarterItem>

export const Scorecards = Type.Object({
  quarter: QuarterName,
  from: DateTime,
  to: DateTime,
  asOf: DateTime,
  level: CardLevelName,
  area: Type.String({ description: 'code: in it lie the items' }),
  closing: Nullable(Closing, { description: 'null: reckoned live, and still changing' }),
  scheme: Scheme,
  release: Type.Integer({ description: 'of the boundaries that figures are added up by' }),
  indicators: Type.Array(ShownIndicator),
  ranked: Type.Integer({ minimum: 0, description: 'how many of the level have a rank in the county' }),
  county: Type.Object(
    { ...Totals.properties, score: Nullable(Type.Number()) },
    { description: 'the reference' },
  ),
  items: Type.Array(Card, { description: 'the best first; those without a rank last' }),
  rest: Totals,
})
export type Scorecards = Static<typeof Scorecards>

export const CountedIncident = Type.Object({
  id: Nullable(Type.Integer({ description: 'null: it is no more' })),
  number: Type.String(),
  title: Nullable(Type.String()),
  category: Nullable(Type.String()),
  state: Nullable(Type.Enum([...STATES])),
  occurredAt: Nullable(DateTime),
  dueAt: Nullable(DateTime),
  closedAt: Nullable(DateTime),
  area: Nullable(Type.String({ description: 'code of the area that it is counted in; null: not located' })),
  unit: Nullable(Type.String()),
  numerator: Count,
  denominator: Count,
})
export type CountedIncident = Static<typeof CountedIncident>

export const CountedIncidents = Type.Object({
  total: Count,
  numerator: Type.Integer({ minimum: 0, description: 'of those that you see: their sum' }),
  denominator: Count,
  items: Type.Array(CountedIncident),
  nextCursor: Nullable(Type.String()),
})
export type CountedIncidents = Static<typeof CountedIncidents>

const Standing = Type.Object({
  score: Nullable(Type.Number()),
  rank: Nullable(Type.Integer()),
  rankLow: Nullable(Type.Integer()),
  rankHigh: Nullable(Type.Integer()),
})
export const Preview = Type.Object({
  quarter: QuarterName,
  level: CardLevelName,
  /** The scheme that holds for the quarter. */
  scheme: Type.Integer(),
  before: Type.Array(ShownIndicator),
  after: Type.Array(ShownIndicator),
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      before: Standing,
      after: Standing,
    }),
    { description: 'those first whose rank would change most' },
  ),
})
export type Preview = Static<typeof Preview>

const Of = {
  quarter: QuarterName,
  area: AreaOption,
}

export const evaluationContract = {
  quarters: {
    method: 'GET',
    url: '/api/evaluation/quarters',
    schema: {
      tags,
      summary: 'The quarters since the first incident, the running one first',
      response: { 200: Type.Object({ items: Type.Array(QuarterItem) }) },
    },
  },
  scorecards: {
    method: 'GET',
    url: '/api/evaluation/scorecards',
    schema: {
      tags,
      summary: 'Scorecards of a quarter: frozen ones of a closed quarter, else as of now',
      description: 'Items and `rest` add up to the area: of a unit, `rest` is what no unit of the list has.',
      querystring: Type.Object({ ...Of, level: CardLevelName }, exact),
      response: { 200: Scorecards },
    },
  },
  incidents: {
    method: 'GET',
    url: '/api/evaluation/incidents',
    schema: {
      tags,
      summary: 'The incidents behind a numerator or a denominator, as far as the viewer sees them',
      querystring: Type.Object(
        {
          quarter: QuarterName,
          level: Type.Enum(['county', 'township', 'village', 'grid', 'unit']),
          code: Type.String({ minLength: 1, maxLength: 64, description: 'of the area or unit' }),
          indicator: CountedName,
          part: Type.Enum(['numerator', 'denominator', 'rest'], {
            description: '`rest`: in the denominator and not in the numerator',
          }),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
          cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$' })),
        },
        exact,
      ),
      response: { 200: CountedIncidents },
    },
  },
  schemes: {
    method: 'GET',
    url: '/api/evaluation/schemes',
    schema: {
      tags,
      summary: 'All versions of the scheme of weights, the newest first',
      response: { 200: Type.Object({ items: Type.Array(Scheme) }) },
    },
  },
  newScheme: {
    method: 'POST',
    url: '/api/evaluation/schemes',
    schema: {
      tags,
      summary: 'A new version of the scheme; versions are never edited',
      description: 'If-Match: the newest version that was seen. It holds from a quarter that is not closed.',
      headers: IfMatch,
      body: Type.Object({ fromQuarter: QuarterName, weights: Weights, note: Remark(2000) }, exact),
      response: { 201: Scheme },
    },
  },
  preview: {
    method: 'POST',
    url: '/api/evaluation/preview',
    schema: {
      tags,
      summary: 'What scores and ranks of a quarter would be with other weights; changes nothing',
      body: Type.Object({ quarter: QuarterName, level: CardLevelName, weights: Weights }, exact),
      response: { 200: Preview },
    },
  },
} as const
