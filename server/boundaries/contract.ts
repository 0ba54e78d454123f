import { Type } from 'typebox'
import { Code, LevelName } from '../areas/contract.ts'
import { Nullable } from '../nullable.ts'
import { DRAFT_ACTIONS } from '../domain/boundary-draft.ts'
import { Draft, DraftGround, DraftItem, Impact } from './draft-schema.ts'
import { OperationSchema } from './operation-schema.ts'
import { GroundThen, ReleaseDifference, ReleaseItem } from './release-schema.ts'

const PLAIN_TEXT = '^[^\\x00\\p{Cs}]*$'
/** Not of spaces alone. */
const NAME = '^[^\\x00\\p{Cs}]*[^\\x00\\p{Cs}\\s][^\\x00\\p{Cs}]*$'
const Title = Type.String({ minLength: 1, maxLength: 120, pattern: NAME })
const Note = Type.String({ maxLength: 2000, pattern: PLAIN_TEXT })
const exact = { additionalProperties: false } as const

const IdParameter = Type.Object({
  id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }),
})
const SeqParameter = Type.Object({
  seq: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'number of a release' }),
})
const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
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
      summary:
        'Begins a draft about a township or a village, or one that restores a release or goes on from a draft',
      body: Type.Object(
        {
          title: Title,
          area: Code,
          restore: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 2_147_483_647,
              description: 'the release that the area shall be as again',
            }),
          ),
          carryOver: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 2_147_483_647,
              description:
                'a draft about the same area: of its operations those are done that can be done on the current release',
            }),
          ),
        },
        exact,
      ),
      response: { 201: Draft },
    },
  },
  beginFromFile: {
    method: 'POST',
    url: '/api/boundaries/drafts/from-file',
    schema: {
      tags,
      summary:
        'Begins a draft whose operation is what differs between a GeoJSON file and the current release',
      description:
        'Read, welded to its neighbours and checked as `import areas` does; areas are known by their code, and those that the ' +
        'file leaves out stay as they are.',
      body: Type.Object(
        {
          title: Title,
          name: Type.String({
            minLength: 1,
            maxLength: 200,
            pattern: PLAIN_TEXT,
            description: 'of the file',
          }),
          level: LevelName,
          crs: Type.Optional(Type.String({ maxLength: 40, default: 'EPSG:4326' })),
          repairMetres: Type.Optional(Nullable(Type.Number({ exclusiveMinimum: 0, maximum: 1000 }))),
          geojson: Type.Record(Type.String(), Type.Unknown(), { description: 'a FeatureCollection' }),
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
  groundThen: {
    method: 'GET',
    url: '/api/boundaries/drafts/:id/ground-then',
    schema: {
      tags,
      summary: 'The areas that a release had where a draft may change something, to compare the draft with',
      params: IdParameter,
      querystring: Type.Object(
        { release: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'number of a release' }) },
        exact,
      ),
      response: { 200: GroundThen },
    },
  },
  operations: {
    method: 'PATCH',
    url: '/api/boundaries/drafts/:id/operations',
    schema: {
      tags,
      summary: 'Keeps so many operations, adds others, and says how many are done; needs If-Match',
      params: IdParameter,
      headers: IfMatch,
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
      headers: IfMatch,
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
        {
          against: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'default: the one before' }),
          ),
        },
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
    },
  },
} as const
