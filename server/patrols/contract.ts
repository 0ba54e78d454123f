import { Type, type Static } from 'typebox'
import { AtRelease } from '../areas/contract.ts'
import { UNSEEN_DAYS } from '../domain/patrol/unseen.ts'
import { WindowQuery } from '../incidents/contract.ts'
import { Nullable } from '../nullable.ts'

const Count = Type.Integer({ minimum: 0 })
/** How well an area is looked after; for a grid, and added up for the areas above it. */
export const Care = Type.Object({
  grids: Count,
  vacantGrids: Type.Integer({ minimum: 0, description: 'grids without a lead operator or a cover now' }),
  unseenGrids: Type.Integer({
    minimum: 0,
    description: `grids that nobody visited in the last ${UNSEEN_DAYS} days of the window`,
  }),
  operators: Type.Integer({ minimum: 0, description: 'different people assigned now, backups included' }),
  households: Nullable(Count),
  householdsReached: Nullable(
    Type.Integer({
      minimum: 0,
      description:
        'households × share of cells visited, of each grid, to whole households; grids whose households are not known count in neither',
    }),
  ),
  cells: Type.Integer({ minimum: 0, description: 'H3 cells of the grids' }),
  visitedCells: Type.Integer({ minimum: 0, description: 'different cells visited in the window' }),
  lastVisit: Nullable(
    Type.String({ format: 'date', description: 'day of the last visit up to the end of the window' }),
  ),
  daysSinceVisit: Nullable(
    Type.Integer({ minimum: 0, description: 'from there to the last day of the window' }),
  ),
  visitedShare: Nullable(
    Type.Number({ minimum: 0, maximum: 1, description: 'visitedCells / cells; null without cells' }),
  ),
  householdsPerOperator: Nullable(
    Type.Number({ minimum: 0, description: 'null without operators, or where households are not known' }),
  ),
})
export type Care = Static<typeof Care>

export const CoverageReport = Type.Object({
  area: Type.String(),
  level: Type.String(),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  asOf: Type.String({ format: 'date-time' }),
  totals: Care,
  byArea: Type.Array(Type.Object({ code: Type.String(), ...Care.properties })),
})
export type CoverageReport = Static<typeof CoverageReport>

export const CoverageCells = Type.Object({
  cells: Type.Array(Type.String(), { description: 'H3 index of every visited cell' }),
  lastVisit: Type.Array(Type.String({ format: 'date' }), { description: 'same order' }),
})
export type CoverageCells = Static<typeof CoverageCells>

export const patrolContract = {
  coverage: {
    method: 'GET',
    url: '/api/coverage',
    schema: {
      tags: ['coverage'],
      summary: 'How well the grids of an area are looked after',
      querystring: Type.Object(
        {
          ...WindowQuery,
          ...AtRelease,
          level: Type.Optional(
            Type.Enum(['township', 'village', 'grid'], { description: 'default: the level below the area' }),
          ),
        },
        { additionalProperties: false },
      ),
      response: { 200: CoverageReport },
    },
  },
  cells: {
    method: 'GET',
    url: '/api/coverage/cells',
    schema: {
      tags: ['coverage'],
      summary: 'The cells visited in the window',
      querystring: Type.Object({ ...WindowQuery, ...AtRelease }, { additionalProperties: false }),
      response: { 200: CoverageCells },
    },
  },
} as const
