import { Type, type Static } from 'typebox'
import { HOUSEHOLDS_PER_INCIDENT } from '../../domain/patrol/gap-weight.ts'
import { WindowQuery } from '../../incidents/contract.ts'
import { Nullable } from '../../nullable.ts'

const Count = Type.Integer({ minimum: 0 })
const Amount = Type.Number({ minimum: 0 })

const WEIGHT = {
  households: Type.Number({
    minimum: 0,
    description: "by address points; in grids without any, the grid's households shared out among its cells",
  }),
  incidents: Type.Integer({ minimum: 0, description: 'of the past 365 days' }),
  weight: Type.Number({
    minimum: 0,
    description: `households + ${HOUSEHOLDS_PER_INCIDENT} × incidents`,
  }),
}

const Gap = Type.Object({
  cell: Type.String({ description: 'H3 index' }),
  grid: Type.String({ description: 'code' }),
  lon: Type.Number({ description: 'centre of the cell, degrees' }),
  lat: Type.Number(),
  ...WEIGHT,
  daysSince: Nullable(
    Type.Integer({ minimum: 0, description: 'from the last visit to the last day of the window' }),
    { description: 'null: no visit is on record' },
  ),
})

export const Gaps = Type.Object({
  area: Type.String(),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  cells: Type.Integer({ minimum: 0, description: 'of the area' }),
  gaps: Type.Integer({ minimum: 0, description: 'cells that were not visited in the window' }),
  households: Amount,
  incidents: Count,
  weight: Amount,
  byGrid: Type.Array(Type.Object({ grid: Type.String(), cells: Count, gaps: Count, ...WEIGHT })),
  items: Type.Array(Gap, { description: 'the heaviest first, at most `limit`' }),
})
export type Gaps = Static<typeof Gaps>

const Suggestion = Type.Object({
  id: Type.Integer(),
  grid: Type.String(),
  cell: Type.String(),
  lon: Type.Number(),
  lat: Type.Number(),
  madeBy: Type.String(),
  madeAt: Type.String({ format: 'date-time' }),
})
export type Suggestion = Static<typeof Suggestion>

export const gapsContract = {
  gaps: {
    method: 'GET',
    url: '/api/coverage/gaps',
    schema: {
      tags: ['coverage'],
      summary: 'The cells that nobody visited in the window, by who lives and what happened there',
      querystring: Type.Object(
        { ...WindowQuery, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) },
        { additionalProperties: false },
      ),
      response: { 200: Gaps },
    },
  },
  suggestions: {
    method: 'GET',
    url: '/api/coverage/suggestions',
    schema: {
      tags: ['coverage'],
      summary: 'Suggestions to visit a cell that are neither done nor withdrawn',
      querystring: Type.Object({ area: WindowQuery.area }, { additionalProperties: false }),
      response: { 200: Type.Object({ items: Type.Array(Suggestion) }) },
    },
  },
  suggest: {
    method: 'POST',
    url: '/api/coverage/suggestions',
    schema: {
      tags: ['coverage'],
      summary: 'Suggest that somebody visits a cell of a grid',
      description: 'It is of the grid, for nobody in person. Suggested again it is the same.',
      body: Type.Object(
        {
          grid: Type.String({ minLength: 1, maxLength: 64, description: 'code' }),
          cell: Type.String({ pattern: '^[0-9a-f]{15}$', description: 'H3 index of a cell of the grid' }),
        },
        { additionalProperties: false },
      ),
      response: { 201: Suggestion },
    },
  },
  withdraw: {
    method: 'DELETE',
    url: '/api/coverage/suggestions/:id',
    schema: {
      tags: ['coverage'],
      summary: 'Withdraw a suggestion',
      params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
      response: { 204: Type.Null() },
    },
  },
} as const
