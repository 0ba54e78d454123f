import { Type, type Static } from 'typebox'
import { LevelName } from '../areas/contract.ts'
import { DRAFT_ACTIONS, DRAFT_STATES } from '../domain/boundary-draft.ts'
import { Nullable } from '../nullable.ts'
import { OperationSchema, Place, ShapeSchema } from './operation-schema.ts'

const DateTime = Type.String({ format: 'date-time' })
const Person = Type.String({ description: 'sign-in name' })

/** A draft in a list. */
export const DraftItem = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  area: Type.String({ description: 'code of the area that it is about' }),
  state: Type.Enum([...DRAFT_STATES]),
  version: Type.Integer({ description: 'to be sent as If-Match with the next change' }),
  author: Person,
  reviewer: Nullable(Person),
  note: Type.String({ description: 'why, as the author gives it with "submit"' }),
  reviewNote: Type.String(),
  baseRelease: Type.Integer({ description: 'the release that the operations begin from' }),
  release: Nullable(Type.Integer({ description: 'the release that it was published as' })),
  changedAt: DateTime,
  stale: Nullable(
    Type.Object({
      release: Type.Integer(),
      author: Type.String(),
      codes: Type.Array(Type.String()),
      place: Nullable(Place),
    }),
    {
      description:
        'a release published since has changed areas that this draft changes: what still fits can be carried over',
    },
  ),
  actions: Type.Array(Type.Enum([...DRAFT_ACTIONS]), { description: 'what I may do now' }),
  mayEdit: Type.Boolean({ description: 'whether I may change its operations now' }),
})
export type DraftItem = Static<typeof DraftItem>

export const Draft = Type.Object({
  ...DraftItem.properties,
  operations: Type.Array(OperationSchema, { description: 'those that were undone stand at the end' }),
  done: Type.Integer({ description: 'how many of the operations are done now' }),
  hash: Nullable(Type.String(), {
    description:
      'of base release, operations and impact: what an approval binds to; null until all was checked',
  }),
})
export type Draft = Static<typeof Draft>

/** An area as the studio needs it. */
export const DraftArea = Type.Object({
  code: Type.String(),
  level: LevelName,
  parent: Nullable(Type.String()),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  kind: Type.Enum(['general', 'exclusive', 'micro']),
  households: Nullable(Type.Integer()),
  population: Nullable(Type.Integer()),
  operators: Type.Array(Type.Integer(), {
    description:
      'numbers of those who look after it now; they stand for no name, and tell only who is the same',
  }),
  answered: Type.Boolean({ description: 'whether somebody leads or covers it now' }),
  shape: ShapeSchema,
})
export type DraftArea = Static<typeof DraftArea>

export const DraftGround = Type.Object({
  release: Type.Integer(),
  live: Type.Array(Type.String(), {
    description:
      'codes that the draft may change: the areas inside its area that have no finer ones, and their neighbours',
  }),
  outer: Type.Boolean({ description: 'whether I may change the outer boundary of the county' }),
  areas: Type.Array(DraftArea, {
    description:
      'the live areas and those around them with their shapes; areas above them, and villages next door, without (shape [])',
  }),
  incidents: Type.Object(
    {
      x: Type.Array(Type.Integer()),
      y: Type.Array(Type.Integer()),
      open: Type.Array(Type.Integer({ minimum: 0, maximum: 1 })),
      year: Type.Array(Type.Integer({ minimum: 0, maximum: 1 })),
    },
    {
      description: 'located incidents of the live areas that are open, or of the last 365 days; 1e-7 degree',
    },
  ),
  addresses: Type.Object(
    {
      x: Type.Array(Type.Integer()),
      y: Type.Array(Type.Integer()),
      households: Type.Array(Type.Integer()),
    },
    {
      description:
        'address points of the live areas, each a place (1e-7 degree) with how many live there; they say nothing of whom',
    },
  ),
  freeCodes: Type.Record(Type.String(), Type.Array(Type.String()), {
    description:
      'by code of a parent, codes for new areas that no area or draft has or had, in ascending order',
  }),
})
export type DraftGround = Static<typeof DraftGround>

const AreaFigures = Type.Object({
  squareMetres: Type.Number(),
  households: Nullable(Type.Integer()),
  population: Nullable(Type.Integer()),
  openIncidents: Type.Integer(),
  incidentsYear: Type.Integer(),
  operators: Type.Integer(),
})

export const Impact = Type.Object({
  areas: Type.Array(
    Type.Object({
      code: Type.String(),
      parent: Nullable(Type.String()),
      before: Nullable(AreaFigures),
      after: Nullable(AreaFigures),
    }),
  ),
  passages: Type.Array(
    Type.Object({
      from: Type.String({ description: '"" is the land outside' }),
      to: Type.String(),
      squareMetres: Type.Number(),
      shareOfArea: Type.Number({ description: 'of the area that it comes from' }),
      households: Nullable(Type.Integer()),
      population: Nullable(Type.Integer()),
      by: Type.Enum(['area', 'addresses'], {
        description:
          'how the people of the area that it comes from are shared out: by the size of its pieces, or by its address points',
      }),
      openIncidents: Type.Integer(),
      shape: ShapeSchema,
    }),
  ),
  above: Type.Array(
    Type.Object({ code: Type.String(), households: Type.Integer(), population: Type.Integer() }),
    { description: 'what areas above gain (or lose, negative)' },
  ),
  assignments: Type.Array(Type.Object({ from: Type.String(), to: Type.String() }), {
    description: 'operators of `from` look after `to` as well',
  }),
  vacant: Type.Array(
    Type.Object({
      code: Type.String(),
      before: Type.Boolean({ description: 'nobody did so before either' }),
    }),
    {
      description:
        'grids of the draft that nobody leads or covers once it is published: this stands in the way of nothing, but should be known',
    },
  ),
})
export type Impact = Static<typeof Impact>
