import { Type, type Static } from 'typebox'
import { Code } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import { AreaOption, CardLevelName, Closing, Count, CountedName, DateTime } from './figure-schema.ts'
import { Remark, Words } from '../written-text.ts'

const exact = { additionalProperties: false } as const
const tags = ['evaluation']
const Quarter = Type.Object({ quarter: QuarterName })
const Counts = Type.Object({ numerator: Count, denominator: Count }, exact)

export const Appeal = Type.Object({
  id: Type.Integer(),
  quarter: QuarterName,
  level: CardLevelName,
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  indicator: CountedName,
  frozen: Counts,
  incident: Nullable(Type.Object({ id: Type.Integer(), number: Type.String() })),
  reason: Type.String(),
  madeBy: Type.String(),
  madeAt: DateTime,
  decision: Nullable(
    Type.Object({
      outcome: Type.Enum(['upheld', 'rejected']),
      words: Type.String(),
      decidedBy: Type.String(),
      decidedAt: DateTime,
      corrected: Nullable(Counts, { description: 'of one that was upheld: what the figure should be' }),
    }),
  ),
  mayDecide: Type.Boolean({ description: 'whether you may: it is open, and not yours' }),
})
export type Appeal = Static<typeof Appeal>

export const Corrections = Type.Object({
  quarter: QuarterName,
  figures: Type.Array(
    Type.Object({
      level: CardLevelName,
      code: Type.String(),
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      indicator: CountedName,
      frozen: Counts,
      now: Counts,
    }),
    { description: 'what would be counted now, where it differs from what is frozen' },
  ),
  incidents: Type.Object({
    total: Count,
    items: Type.Array(
      Type.Object({
        id: Nullable(Type.Integer()),
        number: Type.String(),
        area: Nullable(Type.String()),
        changes: Type.Array(Type.Object({ indicator: CountedName, frozen: Counts, now: Counts })),
      }),
    ),
  }),
  appeals: Type.Array(Appeal, { description: 'those upheld' }),
})
export type Corrections = Static<typeof Corrections>

export const closingContract = {
  close: {
    method: 'POST',
    url: '/api/evaluation/quarters/:quarter/close',
    schema: {
      tags,
      summary: 'Closes a quarter that has ended: its figures are frozen with what stands behind them',
      params: Quarter,
      body: Type.Object({ note: Remark(2000) }, exact),
      response: { 201: Closing },
    },
  },
  proof: {
    method: 'GET',
    url: '/api/evaluation/quarters/:quarter/proof',
    schema: {
      tags,
      summary: 'The frozen quarter as one JSON text, byte for byte what its hash is of',
      description:
        'Whoever saves the answer finds the hash of the closing with `sha256sum`. For those who see the county.',
      params: Quarter,
    },
  },
  corrections: {
    method: 'GET',
    url: '/api/evaluation/quarters/:quarter/corrections',
    schema: {
      tags,
      summary: 'What has changed since a quarter was closed, and which appeals were upheld',
      params: Quarter,
      querystring: Type.Object({ area: AreaOption }, exact),
      response: { 200: Corrections },
    },
  },
  appeals: {
    method: 'GET',
    url: '/api/evaluation/appeals',
    schema: {
      tags,
      summary: 'Appeals against frozen figures, open ones first; a manager sees those of the own areas',
      querystring: Type.Object({ quarter: Type.Optional(QuarterName) }, exact),
      response: { 200: Type.Object({ items: Type.Array(Appeal) }) },
    },
  },
  appeal: {
    method: 'POST',
    url: '/api/evaluation/appeals',
    schema: {
      tags,
      summary: 'Appeal against a frozen figure of an own area or unit',
      body: Type.Object(
        {
          quarter: QuarterName,
          level: CardLevelName,
          code: Code,
          indicator: CountedName,
          incident: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 999_999_999_999_999, description: 'id' }),
          ),
          reason: Words(2000),
        },
        exact,
      ),
      response: { 201: Appeal },
    },
  },
  decide: {
    method: 'POST',
    url: '/api/evaluation/appeals/:id/decision',
    schema: {
      tags,
      summary: 'Decide an appeal, once, by somebody else than who made it',
      params: Type.Object({
        id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }),
      }),
      body: Type.Object(
        {
          outcome: Type.Enum(['upheld', 'rejected']),
          words: Words(2000),
          corrected: Type.Optional(Counts),
        },
        { ...exact, description: '`corrected`, what the figure should be, exactly where it is upheld' },
      ),
      response: { 201: Appeal },
    },
  },
} as const
