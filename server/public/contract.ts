import { Type, type Static } from 'typebox'
import { County } from '../areas/contract.ts'
import { GivenContact } from '../contacts/contract.ts'
import { STATES } from '../domain/incident-state.ts'
import { LEVELS } from '../domain/level.ts'
import { RATINGS } from '../domain/lifecycle/incident-case.ts'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date', description: 'of the county' })
const PLAIN_TEXT = '^[^\\x00\\p{Cs}]*$'
const CategoryCode = Type.String({ pattern: '^[0-9A-Za-z]{1,16}$' })
const Lon = Type.Number({ minimum: -180, maximum: 180 })
const Lat = Type.Number({ minimum: -90, maximum: 90 })
const Code = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: PLAIN_TEXT,
  description: 'the tracking code, however typed',
})
const AreaCode = Type.String({ minLength: 1, maxLength: 32, pattern: PLAIN_TEXT })
const Named = { name: Type.String(), nameEn: Nullable(Type.String()) }
const State = Type.Enum([...STATES])
const closed = { additionalProperties: false }

const KeyHeader = Type.Object({
  'idempotency-key': Type.String({
    format: 'uuid',
    description: 'made by the phone; sent again under it, it is the same',
  }),
})

const Proof = Type.Object(
  {
    challenge: Type.String({ minLength: 1, maxLength: 200, pattern: PLAIN_TEXT }),
    answer: Type.String({ pattern: '^[0-9]{1,15}$' }),
  },
  { ...closed, description: 'of POST /api/public/challenge' },
)

export const Form = Type.Object({
  county: Nullable(
    Type.Object({ ...Named, bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }) }),
  ),
  demo: Type.Boolean(),
  release: Type.Integer(),
  timeZone: Type.String(),
  basemap: County.properties.basemap,
  contactDays: Nullable(Type.Integer({ description: 'null: contact details are not taken here' })),
  mostPhotos: Type.Integer(),
  categories: Type.Array(
    Type.Object({
      code: Type.String(),
      parent: Nullable(Type.String()),
      ...Named,
      examples: Nullable(Type.String()),
      examplesEn: Nullable(Type.String()),
      hidden: Type.Boolean({ description: 'never on the public map' }),
    }),
    { description: 'what the public may report; main ones that have such below them too' },
  ),
})
export type Form = Static<typeof Form>

export const PublicArea = Type.Object({
  id: Type.Integer({ description: 'in the tiles' }),
  code: Type.String(),
  level: Type.Enum([...LEVELS]),
  ...Named,
  path: Type.Array(Type.Object(Named), { description: 'what it lies in, township first, itself last' }),
  centre: Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: 'degrees, inside it' }),
  bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
})
export type PublicArea = Static<typeof PublicArea>

export const PublicAreas = Type.Object({
  release: Type.Integer(),
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      code: Type.String(),
      level: Type.Enum(['county', 'township', 'village']),
      ...Named,
      label: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
    }),
  ),
})
export type PublicAreas = Static<typeof PublicAreas>

const PublicItem = Type.Object({
  number: Type.String(),
  category: Type.String(),
  state: State,
  lon: Type.Number({ description: 'of the middle of a cell of 100 m' }),
  lat: Type.Number(),
  reportedOn: Day,
  dueOn: Nullable(Day),
  closedOn: Nullable(Day),
  answer: Nullable(Type.String()),
})
export type PublicItem = Static<typeof PublicItem>

export const Nearby = Type.Object({
  area: Nullable(PublicArea),
  items: Type.Array(PublicItem, { description: 'open ones of the same main category, newest first' }),
})
export type Nearby = Static<typeof Nearby>

export const PublicMap = Type.Object({
  items: Type.Array(PublicItem, { description: 'open, or closed within 30 days; newest first' }),
  townships: Type.Array(
    Type.Object({
      code: Type.String(),
      ...Named,
      open: Nullable(Type.Integer({ description: 'null: fewer than five' })),
      closed: Nullable(Type.Integer()),
    }),
  ),
})
export type PublicMap = Static<typeof PublicMap>

export const Tracked = Type.Object({
  kind: Type.Enum(['report', 'follow']),
  number: Type.String(),
  category: Type.String(),
  merged: Type.Boolean({
    description: 'somebody reported it before: state, times and unit are of the first report',
  }),
  state: State,
  reportedAt: DateTime,
  dueAt: Nullable(Type.String({ format: 'date-time', description: 'the promised time' })),
  suspended: Type.Boolean({ description: 'the clock stands' }),
  closedAt: Nullable(DateTime),
  unit: Nullable(Type.Object(Named)),
  answer: Nullable(Type.String()),
  rating: Nullable(Type.Enum([...RATINGS])),
  mayRate: Type.Boolean(),
  photos: Type.Integer({ description: 'that the reporter added' }),
  morePhotos: Type.Integer({ description: 'how many may be added' }),
  areas: Type.Array(Type.Object(Named), { description: 'township first' }),
  steps: Type.Array(Type.Object({ state: State, at: DateTime })),
})
export type Tracked = Static<typeof Tracked>

export const Taken = Type.Object({
  number: Type.String(),
  code: Type.String({ description: 'shown only now' }),
})
export type Taken = Static<typeof Taken>

export const PublicReportBody = Type.Object(
  {
    category: CategoryCode,
    words: Type.String({ maxLength: 2000, pattern: PLAIN_TEXT }),
    place: Type.Optional(Type.Object({ lon: Lon, lat: Lat }, closed)),
    grid: Type.Optional(AreaCode),
    address: Type.Optional(Type.String({ maxLength: 200, pattern: PLAIN_TEXT })),
    contact: Type.Optional(GivenContact),
    proof: Proof,
  },
  closed,
)
export type PublicReportBody = Static<typeof PublicReportBody>

const tags = ['public']

/** Reports without an account. Codes are never in an address, which is kept in logs and histories. */
export const publicContract = {
  form: {
    method: 'GET',
    url: '/api/public/form',
    schema: { tags, summary: 'What the public may report, and how', response: { 200: Form } },
  },
  area: {
    method: 'GET',
    url: '/api/public/areas/:code',
    schema: {
      tags,
      summary: 'An area by the code of a poster',
      params: Type.Object({ code: AreaCode }),
      response: { 200: PublicArea },
    },
  },
  areas: {
    method: 'GET',
    url: '/api/public/areas',
    schema: { tags, summary: 'Names for a map, down to villages', response: { 200: PublicAreas } },
  },
  near: {
    method: 'POST',
    url: '/api/public/near',
    schema: {
      tags,
      summary: 'The area of a place, and what was reported near it already',
      description: 'Reckoned from the cell of 100 m alone, so that no asking about finds more exact places.',
      body: Type.Object({ lon: Lon, lat: Lat, category: Type.Optional(CategoryCode) }, closed),
      response: { 200: Nearby },
    },
  },
  challenge: {
    method: 'POST',
    url: '/api/public/challenge',
    schema: {
      tags,
      summary: 'A puzzle that stands before a report',
      description:
        'Find a decimal number for which SHA-256 of "challenge:number" begins with so many zero bits. Taken once.',
      response: {
        201: Type.Object({ challenge: Type.String(), bits: Type.Integer(), expiresAt: DateTime }),
      },
    },
  },
  report: {
    method: 'POST',
    url: '/api/public/reports',
    schema: {
      tags,
      summary: 'Reports something without an account',
      headers: KeyHeader,
      body: PublicReportBody,
      response: { 201: Taken },
    },
  },
  follow: {
    method: 'POST',
    url: '/api/public/follows',
    schema: {
      tags,
      summary: 'A code for something that was reported already',
      headers: KeyHeader,
      body: Type.Object(
        { number: Type.String({ minLength: 1, maxLength: 100, pattern: PLAIN_TEXT }), proof: Proof },
        closed,
      ),
      response: { 201: Taken },
    },
  },
  photo: {
    method: 'POST',
    url: '/api/public/photos',
    schema: {
      tags,
      summary: 'Adds a photo to a report: the body is the file; added already, it is not added again',
      headers: Type.Object({ 'x-tracking-code': Code }),
      response: { 201: Type.Object({ photos: Type.Integer() }) },
    },
  },
  track: {
    method: 'POST',
    url: '/api/public/track',
    schema: {
      tags,
      summary: 'How a report stands',
      body: Type.Object({ code: Code }, closed),
      response: { 200: Tracked },
    },
  },
  rate: {
    method: 'POST',
    url: '/api/public/ratings',
    schema: {
      tags,
      summary: 'Rates what was done, once',
      body: Type.Object({ code: Code, rating: Type.Enum([...RATINGS]) }, closed),
      response: { 200: Tracked },
    },
  },
  map: {
    method: 'GET',
    url: '/api/public/map',
    schema: { tags, summary: 'What the public sees of the county', response: { 200: PublicMap } },
  },
} as const
