import { Type, type Static } from 'typebox'
import { STATES } from '../../domain/incident-state.ts'
import { ACTION_NAMES } from '../../domain/lifecycle/actions.ts'
import { DutyList } from '../../duty-list/contract.ts'
import { Nullable } from '../../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const Place = Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'longitude, latitude' })

export const PackedCase = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  description: Nullable(Type.String()),
  category: Type.String(),
  state: Type.Enum([...STATES]),
  priority: Type.Integer(),
  lon: Nullable(Type.Number()),
  lat: Nullable(Type.Number()),
  address: Nullable(Type.String()),
  area: Type.String({ description: 'code of the grid' }),
  reportedAt: DateTime,
  dueAt: Nullable(DateTime),
  nextDueAt: Nullable(
    Type.String({ format: 'date-time', description: 'feedback or the end, what is first' }),
  ),
  supervised: Type.Boolean(),
  actions: Type.Array(Type.Enum([...ACTION_NAMES]), { description: 'what I may do now' }),
  mayAddPhotos: Type.Boolean(),
  needsEvidence: Type.Boolean(),
})
export type PackedCase = Static<typeof PackedCase>

/** What a phone keeps for where there is no signal. */
export const DutyPack = Type.Object({
  at: DateTime,
  release: Type.Integer(),
  areas: Type.Object({
    type: Type.Literal('FeatureCollection'),
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        id: Type.Integer(),
        geometry: Type.Object({
          type: Type.Literal('MultiPolygon'),
          coordinates: Type.Array(Type.Array(Type.Array(Place))),
        }),
        properties: Type.Object({
          code: Type.String(),
          name: Type.String(),
          nameEn: Nullable(Type.String()),
          role: Type.Enum(['lead', 'backup', 'cover']),
        }),
      }),
    ),
  }),
  cases: Type.Array(PackedCase, { description: 'open ones in my grids, what is due first first' }),
  casesLeftOut: Type.Integer({ minimum: 0, description: 'open ones beyond those that are given' }),
  dutyList: Nullable(DutyList, { description: 'what is mine to do: the list in force; null: none is yet' }),
})
export type DutyPack = Static<typeof DutyPack>

export const packContract = {
  method: 'GET',
  url: '/api/duty/pack',
  schema: {
    tags: ['duty'],
    summary: 'What my phone keeps for where there is no signal: my grids and their open cases',
    response: { 200: DutyPack },
  },
} as const
