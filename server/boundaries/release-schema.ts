import { Type, type Static } from 'typebox'
import { LevelName } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { ShapeSchema } from './operation-schema.ts'

export const ReleaseItem = Type.Object({
  seq: Type.Integer(),
  publishedAt: Type.String({ format: 'date-time' }),
  author: Type.String(),
  reviewer: Nullable(Type.String()),
  note: Type.String(),
  draft: Nullable(Type.Integer()),
  added: Type.Integer(),
  changed: Type.Integer(),
  retired: Type.Integer(),
})
export type ReleaseItem = Static<typeof ReleaseItem>

export const ReleaseDifference = Type.Object({
  release: Type.Integer(),
  against: Type.Integer({ description: 'the release that it is compared with; 0 is nothing at all' }),
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      level: LevelName,
      change: Type.Enum(['added', 'changed', 'retired']),
    }),
  ),
  passages: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      squareMetres: Type.Number(),
      shape: ShapeSchema,
    }),
    { description: 'ground that has another finest area than before' },
  ),
})
export type ReleaseDifference = Static<typeof ReleaseDifference>
