import { Type, type Static } from 'typebox'
import { WindowQuery } from '../../incidents/contract.ts'
import { Nullable } from '../../nullable.ts'

const Count = Type.Integer({ minimum: 0 })
const Day = Type.String({ format: 'date' })
const weekOf = (options: { description: string }) =>
  Type.Array(Type.Array(Count, { minItems: 24, maxItems: 24 }), { minItems: 7, maxItems: 7, ...options })

export const CoverageTrend = Type.Object({
  area: Type.String(),
  cells: Type.Integer({ minimum: 0, description: 'of the area now' }),
  weeks: Type.Array(
    Type.Object({
      from: Day,
      to: Type.String({ format: 'date', description: 'the last day of the seven' }),
      visitedCells: Count,
      visitedShare: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
    }),
    { description: 'seven days each, the last of them ends today; oldest first' },
  ),
})
export type CoverageTrend = Static<typeof CoverageTrend>

export const Presence = Type.Object({
  area: Type.String(),
  from: Day,
  to: Day,
  since: Nullable(Day, {
    description: 'first day that is kept of any grid: it is erased after 30 days. null: nothing is kept',
  }),
  present: weekOf({
    description: 'Monday to Sunday × 24 hours: grids × days with somebody there',
  }),
  possible: weekOf({ description: 'grids × days of that weekday in the window, that have come' }),
})
export type Presence = Static<typeof Presence>

export const Replay = Type.Object({
  area: Type.String(),
  day: Day,
  since: Nullable(Day, { description: 'first day that is kept; null: nothing is kept' }),
  slots: Type.Array(
    Type.Object({
      slot: Type.Integer({ minimum: 0, maximum: 95, description: 'quarter of an hour of the day' }),
      cells: Type.Array(Type.String(), { description: 'H3 cells that somebody was in' }),
    }),
    { description: 'in order; quarters without anybody are left out' },
  ),
})
export type Replay = Static<typeof Replay>

const closed = { additionalProperties: false }

export const presenceContract = {
  trend: {
    method: 'GET',
    url: '/api/coverage/trend',
    schema: {
      tags: ['coverage'],
      summary: 'The share of cells visited, week by week',
      querystring: Type.Object(
        { area: WindowQuery.area, weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104 })) },
        closed,
      ),
      response: { 200: CoverageTrend },
    },
  },
  presence: {
    method: 'GET',
    url: '/api/coverage/presence',
    schema: {
      tags: ['coverage'],
      summary: 'At which hours of the week somebody is in the grids',
      querystring: Type.Object({ ...WindowQuery }, closed),
      response: { 200: Presence },
    },
  },
  replay: {
    method: 'GET',
    url: '/api/coverage/replay',
    schema: {
      tags: ['coverage'],
      summary: 'Which cells somebody was in on a day, by quarters of an hour; of nobody in person',
      querystring: Type.Object(
        {
          area: WindowQuery.area,
          day: Type.Optional(Type.String({ format: 'date', description: 'default: today' })),
        },
        closed,
      ),
      response: { 200: Replay },
    },
  },
} as const
