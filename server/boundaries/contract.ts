import { Type, type Static } from 'typebox'
import { Code, LevelName } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { OperationSchema, Place, ShapeSchema } from './operation-schema.ts'

export const DRAFT_STATES = [
  'draft',
  'validated',
  'review',
  'approved',
  'rejected',
  'published',
  'discarded',
] as const
export type DraftState = (typeof DRAFT_STATES)[number]

export const DRAFT_ACTIONS = [
  /** Check everything again, on the server: draft → validated. */
  'validate',
  /** Ask for a review: validated → review. */
  'submit',
  /** Take it back to work on it: review, approved, rejected → draft. */
  'withdraw',
  /** Somebody other than the author: review → approved, or rejected. */
  'approve',
  'reject',
  /** approved → published. */
  'publish',
  /** Put it away for good: anything but published → discarded. */
  'discard',
] as const
export type DraftAction = (typeof DRAFT_ACTIONS)[number]

const DateTime = Type.String({ format: 'date-time' })
const PLAIN_TEXT = '^[^\\x00\\p{Cs}]*$'
const Title = Type.String({ minLength: 1, maxLength: 120, pattern: PLAIN_TEXT })
const Note = Type.String({ maxLength: 2000, pattern: PLAIN_TEXT })
const Person = Type.String({ description: 'sign-in name' })
const exact = { additionalProperties: false } as const

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
      description: 'a release published since has changed areas that this draft changes; it must begin anew',
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
  /** What the approval binds to. */
  hash: Type.String({ description: 'of base release, operations and impact' }),
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
})
export type Impact = Static<typeof Impact>

export const ReleaseItem = Type.Object({
  seq: Type.Integer(),
  publishedAt: DateTime,
  author: Type.String(),
  reviewer: Nullable(Type.String()),
  note: Type.String(),
  draft: Nullable(Type.Integer()),
  added: Type.Integer(),
  changed: Type.Integer(),
  retired: Type.Integer(),
})
export type ReleaseItem = Static<typeof ReleaseItem>

const ReleaseDifference = Type.Object({
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

const IdParameter = Type.Object({
  id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }),
})
const SeqParameter = Type.Object({
  seq: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'number of a release' }),
})
const tags = ['boundaries']

export const boundaryContract = {
  drafts: {
    method: 'GET',
    url: '/api/boundaries/drafts',
    schema: {
      tags,
      summary: 'Drafts of changes of boundaries, the last changed first',
      querystring: Type.Object({ all: Type.Optional(Type.Literal('1')) }, exact),
      response: { 200: Type.Object({ items: Type.Array(DraftItem) }) },
    },
  },
  begin: {
    method: 'POST',
    url: '/api/boundaries/drafts',
    schema: {
      tags,
      summary: 'Begins a draft about a township or a village, or one that restores a release',
      body: Type.Object(
        {
          title: Title,
          area: Code,
          restore: Type.Optional(
            Type.Integer({ minimum: 1, description: 'the release that the area shall be as again' }),
          ),
        },
        exact,
      ),
      response: { 201: Draft },
    },
  },
  draft: {
    method: 'GET',
    url: '/api/boundaries/drafts/:id',
    schema: { tags, summary: 'One draft', params: IdParameter, response: { 200: Draft } },
  },
  ground: {
    method: 'GET',
    url: '/api/boundaries/drafts/:id/ground',
    schema: {
      tags,
      summary: 'What a draft begins from: its areas and those around them, as of its base release',
      params: IdParameter,
      response: { 200: DraftGround },
    },
  },
  operations: {
    method: 'PATCH',
    url: '/api/boundaries/drafts/:id/operations',
    schema: {
      tags,
      summary: 'Keeps so many operations, adds others, and says how many are done; needs If-Match',
      params: IdParameter,
      body: Type.Object(
        {
          keep: Type.Integer({ minimum: 0 }),
          append: Type.Array(OperationSchema, { maxItems: 2000 }),
          done: Type.Integer({ minimum: 0 }),
        },
        exact,
      ),
      response: { 200: Draft },
    },
  },
  impact: {
    method: 'GET',
    url: '/api/boundaries/drafts/:id/impact',
    schema: {
      tags,
      summary: 'What a draft does to the areas that it changes, reckoned by the server',
      params: IdParameter,
      response: { 200: Impact },
    },
  },
  act: {
    method: 'POST',
    url: '/api/boundaries/drafts/:id/actions',
    schema: {
      tags,
      summary: 'The next step of a draft; needs If-Match',
      params: IdParameter,
      body: Type.Object({ action: Type.Enum([...DRAFT_ACTIONS]), note: Type.Optional(Note) }, exact),
      response: { 200: Draft },
    },
  },
  releases: {
    method: 'GET',
    url: '/api/boundaries/releases',
    schema: {
      tags,
      summary: 'All releases, the latest first',
      response: { 200: Type.Object({ items: Type.Array(ReleaseItem) }) },
    },
  },
  difference: {
    method: 'GET',
    url: '/api/boundaries/releases/:seq/difference',
    schema: {
      tags,
      summary: 'What a release changed, or how two releases differ',
      params: SeqParameter,
      querystring: Type.Object(
        { against: Type.Optional(Type.Integer({ minimum: 0, description: 'default: the one before' })) },
        exact,
      ),
      response: { 200: ReleaseDifference },
    },
  },
  export: {
    method: 'GET',
    url: '/api/boundaries/releases/:seq/areas.geojson',
    schema: {
      tags,
      summary: 'The areas of a level as they were in a release, as GeoJSON',
      params: SeqParameter,
      querystring: Type.Object({ level: LevelName }, exact),
      response: { 200: Type.String() },
    },
  },
} as const
