import { Type, type Static } from 'typebox'
import { LevelName } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { ShapeSchema } from './operation-schema.ts'

/** What the ground of a draft was in a release. */
export const GroundThen = Type.Object({
  release: Type.Integer(),
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      level: LevelName,
      parent: Nullable(Type.String()),
      shape: ShapeSchema,
    }),
    {
      description:
        'the finest areas of the release on ground that the draft may change; those beside it too that the base of the draft ' +
        'has otherwise or not at all; ordered by code',
    },
  ),
})
export type GroundThen = Static<typeof GroundThen>

/** Beyond so many areas a difference is an import, and no change to look at. */
export const MOST_COMPARED = 4000

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
    {
      description: `ground that has another finest area than before; none where one side is nothing, or more than ${MOST_COMPARED} areas differ`,
    },
  ),
})
export type ReleaseDifference = Static<typeof ReleaseDifference>
