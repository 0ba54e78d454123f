import { Type, type Static } from 'typebox'
import { CARD_LEVELS, CONTEXT_NAMES, INDICATOR_NAMES } from '../domain/evaluation/indicators.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'

export const DateTime = Type.String({ format: 'date-time' })
/** As much as the database counts to. */
export const Count = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })
export const Share = Type.Number({ minimum: 0, maximum: 1 })

export const CardLevelName = Type.Enum([...CARD_LEVELS])
export const IndicatorKey = Type.Enum([...INDICATOR_NAMES])
/** What the incidents behind a number are asked by. */
export const CountedName = Type.Enum([...INDICATOR_NAMES, ...CONTEXT_NAMES])

export const AreaOption = Type.Optional(
  Type.String({ minLength: 1, maxLength: 64, description: 'code; default: all that I see' }),
)
export const Figure = Type.Object({
  indicator: IndicatorKey,
  numerator: Count,
  denominator: Count,
  share: Nullable(Share, { description: 'null over nothing' }),
  shrunk: Nullable(Share, {
    description:
      'drawn towards the county, the more the fewer were counted; null where nobody in the county has any',
  }),
  low: Nullable(Share, { description: 'from `low` to `high` it lies with 90 % (credible interval)' }),
  high: Nullable(Share),
  points: Nullable(Type.Number({ minimum: 0, maximum: 100 }), {
    description: 'of the score; null where the indicator is left out',
  }),
})
export type Figure = Static<typeof Figure>

const CARD = {
  code: Type.String({ description: 'of the area, or of the unit' }),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  parent: Nullable(
    Type.String({ description: 'code of the area above, or of the township whose unit it is' }),
  ),
  figures: Type.Array(Figure, { description: 'of every indicator that the level has, in their order' }),
  context: Type.Object({
    validReports: Count,
    overdue: Type.Integer({
      minimum: 0,
      description: 'open and past the deadline at the end of the quarter, or now',
    }),
    oldestOverdueDays: Nullable(Type.Number({ minimum: 0 })),
    supervised: Count,
  }),
}

export const Card = Type.Object({
  ...CARD,
  score: Nullable(Type.Number({ minimum: 0, maximum: 100 }), {
    description: 'null: nothing of it was counted, so it has no rank',
  }),
  rank: Nullable(Type.Integer({ minimum: 1, description: 'by score; among all of the level in the county' })),
  rankLow: Nullable(Type.Integer({ minimum: 1, description: 'best rank of the 90 % interval' })),
  rankHigh: Nullable(Type.Integer({ minimum: 1, description: 'worst rank of it' })),
})
export type Card = Static<typeof Card>

/** The sums of many, which have no rank. */
export const Totals = Type.Object({
  figures: CARD.figures,
  context: CARD.context,
})
export type Totals = Static<typeof Totals>

export const ShownIndicator = Type.Object({
  name: IndicatorKey,
  better: Type.Enum(['higher', 'lower']),
  weight: Type.Integer({ minimum: 0, maximum: 100, description: 'of the scheme' }),
  counts: Type.Number({
    minimum: 0,
    maximum: 100,
    description: 'of 100 points here, after those of what is left out are shared out in proportion',
  }),
  leftOut: Nullable(Type.Enum(['level', 'noSurvey', 'noData', 'noWeight']), {
    description:
      'why it has no points: not known of this level, nobody was asked, nothing was counted, the scheme',
  }),
  county: Nullable(Share, {
    description: 'share of all that was counted on the level: what others are drawn towards',
  }),
  strength: Nullable(Type.Number({ minimum: 0 }), {
    description: 'so many imagined cases of the county are added to those of each (empirical Bayes)',
  }),
})
export type ShownIndicator = Static<typeof ShownIndicator>

const Weight = Type.Integer({ minimum: 0, maximum: 100 })
export const Weights = Type.Object(
  {
    filing: Weight,
    closing: Weight,
    onTime: Weight,
    emergencyOnTime: Weight,
    rework: Weight,
    returned: Weight,
    extended: Weight,
    suspended: Weight,
    recurrence: Weight,
    satisfaction: Weight,
    awareness: Weight,
    participation: Weight,
  },
  { additionalProperties: false, description: 'whole numbers that add up to 100' },
)

export const Scheme = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  fromQuarter: QuarterName,
  weights: Weights,
  note: Type.String(),
  author: Type.String(),
  madeAt: DateTime,
})
export type Scheme = Static<typeof Scheme>

export const Closing = Type.Object({
  quarter: QuarterName,
  closedAt: DateTime,
  closedBy: Type.String(),
  note: Type.String(),
  scheme: Type.Integer({ description: 'version' }),
  release: Type.Integer({ description: 'of the boundaries' }),
  incidents: Type.Integer({ minimum: 0, description: 'that stand behind the figures' }),
  hash: Type.String({ description: 'SHA-256 of the answer of …/proof, in hexadecimal' }),
})
export type Closing = Static<typeof Closing>
