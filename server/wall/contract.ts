import { Type, type Static } from 'typebox'
import { STATES } from '../domain/incident-state.ts'
import { LANGUAGES_OF_DISPLAY, Pin, THEMES_OF_DISPLAY, WallScene } from '../displays/contract.ts'
import { Nullable } from '../nullable.ts'

const Count = Type.Integer({ minimum: 0 })
const DateTime = Type.String({ format: 'date-time' })
const Degrees = { lon: Type.Number(), lat: Type.Number() }
const Share = Type.Object({ numerator: Count, denominator: Count })

/** A case as a wall shows it: no reporter, no description, no photo. */
const WallCase = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  title: Type.String(),
  category: Type.String(),
  state: Type.Enum([...STATES]),
  priority: Type.Integer({ minimum: 0, maximum: 2 }),
  area: Nullable(Type.String({ description: 'code of the grid; null: not located' })),
  lon: Nullable(Type.Number()),
  lat: Nullable(Type.Number()),
  reportedAt: DateTime,
  dueAt: Nullable(DateTime),
  supervisedDueAt: Nullable(DateTime),
})
export type WallCase = Static<typeof WallCase>

const Nearest = Type.Object({
  name: Type.String({ description: 'of the operator on duty' }),
  metres: Type.Integer({ minimum: 0, description: 'to the nearest 50 m' }),
  minutes: Type.Number({ minimum: 0, description: 'likely, on the way' }),
})

export const WallPicture = Type.Object({
  at: Type.String({ format: 'date-time', description: 'when it was reckoned, by the server' }),
  area: Type.String(),
  level: Type.String(),
  release: Type.Integer(),
  seq: Type.Integer({ description: 'number of the last event that is in it' }),
  figures: Type.Object({
    reportedToday: Count,
    reportedUsually: Nullable(
      Type.Number({
        description:
          'by this time of the day, mean of the same weekday in the last four weeks; null: nothing is known of then',
      }),
    ),
    open: Count,
    endedToday: Type.Integer({ minimum: 0, description: 'closed, rejected, duplicate or void' }),
    overdue: Count,
    overdueToday: Type.Integer({ minimum: 0, description: 'of them those whose deadline passed today' }),
    supervised: Count,
    onTime: Type.Object(
      { quarter: Type.String(), ...Share.properties, before: Share },
      { description: 'this quarter and the one before' },
    ),
    grids: Count,
    staffedGrids: Type.Integer({ minimum: 0, description: 'with a lead operator or a cover today' }),
    staffedBefore: Type.Integer({ minimum: 0, description: 'the same 30 days ago' }),
    operators: Count,
    onDuty: Count,
  }),
  trend: Type.Array(Type.Object({ hour: Count, count: Nullable(Count), usual: Nullable(Type.Number()) }), {
    description: 'hours 0–23 of today; count: null for hours to come',
  }),
  categories: Type.Array(
    Type.Object({ category: Type.String(), count: Count, usual: Nullable(Type.Number()) }),
    {
      description: 'main categories of the last 24 hours, most first; usual: of a day of the last 28',
    },
  ),
  watch: Type.Object({
    overdue: Count,
    supervised: Count,
    items: Type.Array(WallCase, {
      description: 'supervised and overdue cases, the most urgent first, at most 40',
    }),
  }),
  emergencies: Type.Array(Type.Object({ ...WallCase.properties, nearest: Nullable(Nearest) }), {
    description: 'open emergencies, newest first, at most 10',
  }),
  feed: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      action: Type.String(),
      at: DateTime,
      id: Type.Integer(),
      number: Type.String(),
      title: Type.String(),
      category: Type.String(),
      state: Type.Enum([...STATES]),
      priority: Type.Integer(),
      area: Nullable(Type.String()),
    }),
    { description: 'last steps, newest first, at most 30' },
  ),
  parts: Type.Array(
    Type.Object({
      code: Type.String(),
      reportedToday: Count,
      open: Count,
      overdue: Count,
      onTime: Share,
      grids: Count,
      staffedGrids: Count,
      unseenGrids: Type.Integer({ minimum: 0, description: 'grids that nobody visited for a while' }),
      onDuty: Count,
    }),
    { description: 'the areas of the level below' },
  ),
  notLocated: Type.Object({ reportedToday: Count, open: Count, overdue: Count }),
  gaps: Type.Object({
    vacantGrids: Count,
    unseenGrids: Count,
    visitedShare: Nullable(Type.Number({ description: 'of the cells, in the last 7 days' })),
    items: Type.Array(
      Type.Object({
        grid: Type.String(),
        households: Nullable(Count),
        vacant: Type.Boolean(),
        daysSinceVisit: Nullable(Count),
      }),
      { description: 'grids without an operator or long not visited, most households first, at most 8' },
    ),
  }),
  points: Type.Object(
    {
      total: Count,
      items: Type.Array(
        Type.Object({
          id: Type.Integer(),
          ...Degrees,
          category: Type.String(),
          state: Type.Enum([...STATES]),
          priority: Type.Integer(),
          overdue: Type.Boolean(),
          supervised: Type.Boolean(),
          area: Nullable(Type.String({ description: 'code of the grid' })),
          at: DateTime,
        }),
      ),
    },
    {
      description:
        'what occurred in the last 24 hours, and all that is overdue or supervised; at most 5,000, newest first',
    },
  ),
  onDuty: Type.Array(
    Type.Object({
      name: Type.String(),
      grids: Type.Array(Type.String(), { description: 'codes of those they look after' }),
      paused: Type.Boolean(),
    }),
    {
      description:
        'operators on duty, by the grids that they look after: where they are is not shown on walls',
    },
  ),
})
export type WallPicture = Static<typeof WallPicture>

export const WallPlan = Type.Object({
  now: DateTime,
  build: Type.String({
    description:
      'of the program that is served: another one than the page runs is to be loaded in a quiet hour',
  }),
  display: Nullable(Type.Object({ id: Type.Integer(), name: Type.String() }), {
    description: 'null: a person looks at the wall',
  }),
  area: Type.String(),
  language: Nullable(Type.Enum([...LANGUAGES_OF_DISPLAY])),
  theme: Nullable(Type.Enum([...THEMES_OF_DISPLAY])),
  sound: Type.Boolean(),
  scenes: Type.Array(WallScene),
  pin: Nullable(Pin),
})
export type WallPlan = Static<typeof WallPlan>

const Area = {
  area: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'code; default: all that I see' }),
  ),
}
const tags = ['wall']

export const wallContract = {
  picture: {
    method: 'GET',
    url: '/api/wall/picture',
    schema: {
      tags,
      summary: 'All that a wall shows of an area, reckoned once for all displays',
      querystring: Type.Object(Area, { additionalProperties: false }),
      response: { 200: WallPicture, 304: Type.Null() },
    },
  },
  plan: {
    method: 'GET',
    url: '/api/wall/plan',
    schema: {
      tags,
      summary: 'What a display shows one after the other; renews its token',
      querystring: Type.Object(
        {
          ...Area,
          build: Type.Optional(
            Type.String({ maxLength: 64, description: 'of the program that the page runs' }),
          ),
        },
        { additionalProperties: false },
      ),
      response: { 200: WallPlan },
    },
  },
  live: {
    method: 'GET',
    url: '/api/wall/live',
    schema: {
      tags,
      summary: 'As /api/live, for displays; "plan" when the plan is another',
      querystring: Type.Object(
        { cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999_999_999 })) },
        { additionalProperties: false },
      ),
    },
  },
} as const
