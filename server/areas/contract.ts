import { Nullable } from '../nullable.ts'
import { Type, type Static } from 'typebox'
import { LEVELS } from '../domain/level.ts'

export const Code = Type.String({ minLength: 1, maxLength: 64, description: 'code of an area' })
export const LevelName = Type.Enum([...LEVELS])

export const Area = Type.Object(
  {
    id: Type.Integer({ description: 'feature id in the tiles' }),
    code: Type.String(),
    level: LevelName,
    parentCode: Type.Union([Type.String(), Type.Null()]),
    name: Type.String(),
    nameEn: Type.Union([Type.String(), Type.Null()]),
    kind: Type.Enum(['general', 'exclusive', 'micro']),
    bbox: Type.Array(Type.Number(), {
      minItems: 4,
      maxItems: 4,
      description: 'west, south, east, north; degrees',
    }),
    label: Type.Array(Type.Number(), {
      minItems: 2,
      maxItems: 2,
      description: 'a point well inside, for the name; degrees',
    }),
    areaSquareMetres: Type.Number(),
    households: Type.Union([Type.Integer(), Type.Null()]),
    population: Type.Union([Type.Integer(), Type.Null()]),
    childCount: Type.Integer(),
  },
  { $id: 'Area' },
)
export type Area = Static<typeof Area>

export const AreaTree = Type.Object({
  release: Type.Integer({ description: 'number of the release that is valid now; 0 before the first' }),
  publishedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  items: Type.Array(Area),
})
export type AreaTree = Static<typeof AreaTree>

export const AreaDetail = Type.Object({
  ...Area.properties,
  path: Type.Array(Type.String(), { description: 'codes from the county down to this area' }),
  geometry: Type.Object({
    type: Type.Literal('MultiPolygon'),
    coordinates: Type.Array(Type.Array(Type.Array(Type.Array(Type.Number())))),
  }),
})
export type AreaDetail = Static<typeof AreaDetail>

/** What the screens need to know once: the county, its vocabulary and its settings. */
export const County = Type.Object({
  demo: Type.Boolean({ description: 'true: the data shown is the synthetic demonstration county' }),
  now: Type.String({ format: 'date-time', description: "the server's clock" }),
  timeZone: Type.String(),
  release: Type.Integer(),
  span: Type.Union([
    Type.Object({
      from: Type.String({ format: 'date-time' }),
      to: Type.String({ format: 'date-time' }),
    }),
    Type.Null(),
  ]),
  basemap: Type.Union([
    Type.Null(),
    Type.Object({
      kind: Type.Enum(['pmtiles', 'raster', 'style']),
      url: Type.String({ description: 'a path on this server, or the URL that the setting names' }),
    }),
  ]),
  contactDays: Type.Union([Type.Integer(), Type.Null()], {
    description:
      "reporters' contact details are erased so many days after the end of their incident; null: none are taken here",
  }),
  categories: Type.Array(
    Type.Object({
      code: Type.String(),
      parentCode: Type.Union([Type.String(), Type.Null()]),
      name: Type.String(),
      nameEn: Type.String(),
    }),
    { description: 'in the order of the category index of the Arrow columns' },
  ),
})
export type County = Static<typeof County>

/** Which release an answer is of. */
export const AtRelease = {
  release: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'default: the latest' }),
  ),
}
const AtReleaseQuery = Type.Object(AtRelease, { additionalProperties: false })

export const areaContract = {
  county: {
    method: 'GET',
    url: '/api/county',
    schema: {
      tags: ['areas'],
      summary: 'The county, its vocabulary and settings',
      response: { 200: County },
    },
  },
  tree: {
    method: 'GET',
    url: '/api/areas',
    schema: {
      tags: ['areas'],
      summary: 'All areas of a release, flat, coarse to fine',
      querystring: AtReleaseQuery,
      response: { 200: AreaTree, 304: Type.Null() },
    },
  },
  detail: {
    method: 'GET',
    url: '/api/areas/:code',
    schema: {
      tags: ['areas'],
      summary: 'One area with its boundary',
      params: Type.Object({ code: Code }),
      querystring: AtReleaseQuery,
      response: { 200: AreaDetail },
    },
  },
  locate: {
    method: 'GET',
    url: '/api/locate',
    schema: {
      tags: ['areas'],
      summary: 'The finest area that a point lies in',
      querystring: Type.Object(
        {
          lon: Type.Number({ minimum: -180, maximum: 180 }),
          lat: Type.Number({ minimum: -90, maximum: 90 }),
        },
        { additionalProperties: false },
      ),
      response: {
        200: Type.Object({ area: Nullable(Type.String({ description: 'code; null: outside every area' })) }),
      },
    },
  },
} as const
