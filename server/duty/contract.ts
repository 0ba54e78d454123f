import { Type, type Static } from 'typebox'
import { MARKS, REFUSALS, SOURCES } from '../domain/duty/judge-positions.ts'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date', description: 'a day of the county, YYYY-MM-DD' })
const Lon = Type.Number({ minimum: -180, maximum: 180 })
const Lat = Type.Number({ minimum: -90, maximum: 90 })
const Uuid = Type.String({ format: 'uuid', description: 'made by the phone' })
const SessionParameter = Type.Object({ id: Uuid })
const Count = Type.Integer({ minimum: 0 })
const MOST_POSITIONS = 500

export const DutySession = Type.Object({
  id: Type.String(),
  startedAt: DateTime,
  endsAt: Type.String({ format: 'date-time', description: 'when it ends by itself at the latest' }),
  pausedAt: Nullable(Type.String({ format: 'date-time', description: 'no position is taken since' })),
  endedAt: Nullable(DateTime),
  endedBy: Nullable(Type.Enum(['operator', 'limit', 'silence'])),
  heardAt: Type.String({ format: 'date-time', description: 'when the server last heard of it' }),
})
export type DutySession = Static<typeof DutySession>

export const DutyState = Type.Object({
  now: DateTime,
  operator: Nullable(Type.Object({ code: Type.String(), name: Type.String() }), {
    description: 'who I am among the operators; null: my account is linked to none',
  }),
  session: Nullable(DutySession, { description: 'the open one, or the latest of the last day' }),
  grids: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      nameEn: Nullable(Type.String()),
      role: Type.Enum(['lead', 'backup', 'cover']),
      until: Nullable(Type.String({ format: 'date', description: 'the last day; null: no end is known' })),
    }),
  ),
  suggestions: Type.Array(
    Type.Object({
      id: Type.Integer(),
      grid: Type.String(),
      cell: Type.String({ description: 'H3 index' }),
      lon: Lon,
      lat: Lat,
      madeBy: Type.String(),
      madeAt: DateTime,
    }),
    { description: 'where somebody should go, in my grids' },
  ),
  tracker: Type.Boolean({ description: 'whether a tracker app of mine may report' }),
  rules: Type.Object({
    longestMs: Type.Integer(),
    silenceMs: Type.Integer(),
    worstAccuracyMetres: Type.Integer(),
    mostKmh: Type.Integer(),
    keptDays: Type.Integer(),
  }),
})
export type DutyState = Static<typeof DutyState>

const Position = Type.Object(
  {
    at: Type.String({ format: 'date-time', description: "by the server's clock" }),
    deviceAt: Type.String({ format: 'date-time', description: "what the phone's own clock said" }),
    lon: Lon,
    lat: Lat,
    accuracy: Nullable(Type.Number({ minimum: 0, maximum: 1e6, description: 'metres' })),
    source: Type.Enum([SOURCES[0], SOURCES[1]]),
  },
  { additionalProperties: false },
)

export const TakenPositions = Type.Object({
  taken: Type.Integer({ minimum: 0, description: 'new ones that were kept' }),
  known: Type.Integer({ minimum: 0, description: 'of moments of which there was one already' }),
  marked: Type.Integer({ minimum: 0, description: 'kept, but of no visit: jumps, and inaccurate ones' }),
  refused: Type.Array(Type.Object({ index: Count, why: Type.Enum([...REFUSALS]) })),
  session: DutySession,
})
export type TakenPositions = Static<typeof TakenPositions>

export const Track = Type.Object({
  day: Day,
  points: Type.Array(
    Type.Object({
      at: DateTime,
      lon: Lon,
      lat: Lat,
      accuracy: Nullable(Type.Number()),
      source: Type.Enum([...SOURCES]),
      mark: Type.Enum([...MARKS]),
    }),
  ),
})
export type Track = Static<typeof Track>

const Reading = Type.Object({
  reader: Type.String({ description: 'name of an account' }),
  kind: Type.Enum(['latest', 'track'], {
    description: 'latest: where I was at the moment, once an hour at most; track: where I had been on a day',
  }),
  readAt: DateTime,
  day: Day,
})

export const OwnTrack = Type.Object({
  ...Track.properties,
  readings: Type.Array(Reading, { description: 'who looked, in the last 30 days, newest first' }),
})
export type OwnTrack = Static<typeof OwnTrack>

export const OnDuty = Type.Object({
  at: DateTime,
  items: Type.Array(
    Type.Object({
      operator: Type.Object({ id: Type.Integer(), code: Type.String(), name: Type.String() }),
      lon: Lon,
      lat: Lat,
      at: DateTime,
      accuracy: Nullable(Type.Number()),
    }),
    { description: 'by code: nobody comes first' },
  ),
  withoutPosition: Type.Integer({
    minimum: 0,
    description: 'on duty, but paused, or without a position of the last half hour',
  }),
})
export type OnDuty = Static<typeof OnDuty>

const TrackerAddress = Type.Object({
  key: Type.String({ description: 'shown only now' }),
  osmAnd: Type.String({ description: 'path for OsmAnd and Traccar Client' }),
  ownTracks: Type.String({ description: 'path for OwnTracks in HTTP mode' }),
})
export type TrackerAddress = Static<typeof TrackerAddress>

export const dutyContract = {
  state: {
    method: 'GET',
    url: '/api/duty',
    schema: {
      tags: ['duty'],
      summary: 'My duty, my grids, and where I am asked to go',
      response: { 200: DutyState },
    },
  },
  begin: {
    method: 'POST',
    url: '/api/duty/sessions',
    schema: {
      tags: ['duty'],
      summary: 'Begins my duty; sent again under the same id it gives the same session',
      description: 'Another one of mine that is open ends when this one begins.',
      body: Type.Object({ id: Uuid, startedAt: DateTime }, { additionalProperties: false }),
      response: { 201: DutySession },
    },
  },
  step: {
    method: 'POST',
    url: '/api/duty/sessions/:id/steps',
    schema: {
      tags: ['duty'],
      summary: 'Pauses, resumes or ends my duty; what is so already stays so',
      params: SessionParameter,
      body: Type.Object(
        { step: Type.Enum(['pause', 'resume', 'end']), at: DateTime },
        { additionalProperties: false },
      ),
      response: { 200: DutySession },
    },
  },
  positions: {
    method: 'POST',
    url: '/api/duty/sessions/:id/positions',
    schema: {
      tags: ['duty'],
      summary: 'Where I was; what was sent before is not kept twice',
      params: SessionParameter,
      body: Type.Object(
        { positions: Type.Array(Position, { minItems: 1, maxItems: MOST_POSITIONS }) },
        { additionalProperties: false },
      ),
      response: { 200: TakenPositions },
    },
  },
  track: {
    method: 'GET',
    url: '/api/duty/track',
    schema: {
      tags: ['duty'],
      summary: 'Where I was on a day, and who looked at it',
      querystring: Type.Object({ day: Type.Optional(Day) }, { additionalProperties: false }),
      response: { 200: OwnTrack },
    },
  },
  forget: {
    method: 'DELETE',
    url: '/api/duty/track',
    schema: {
      tags: ['duty'],
      summary: 'Erases where I was today; that cells were visited, by nobody, stays',
      response: { 200: Type.Object({ deleted: Count }) },
    },
  },
  newTracker: {
    method: 'POST',
    url: '/api/duty/tracker',
    schema: {
      tags: ['duty'],
      summary: 'A new key with which a tracker app reports where I am; an earlier one ends',
      response: { 201: TrackerAddress },
    },
  },
  endTracker: {
    method: 'DELETE',
    url: '/api/duty/tracker',
    schema: { tags: ['duty'], summary: 'Ends the key of my tracker app', response: { 204: Type.Null() } },
  },
  now: {
    method: 'GET',
    url: '/api/duty/now',
    schema: {
      tags: ['duty'],
      summary: 'Who is on duty in an area, and where: for who sends them; the operators see who looked',
      querystring: Type.Object({ area: Type.Optional(Type.String()) }, { additionalProperties: false }),
      response: { 200: OnDuty },
    },
  },
  operatorTrack: {
    method: 'GET',
    url: '/api/operators/:id/track',
    schema: {
      tags: ['duty'],
      summary: 'Where an operator was on a day; the operator sees who asked',
      params: Type.Object({
        id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }),
      }),
      querystring: Type.Object({ day: Day }, { additionalProperties: false }),
      response: { 200: Track },
    },
  },
} as const
