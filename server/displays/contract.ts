import { Type, type Static } from 'typebox'
import { Code } from '../areas/contract.ts'
import { FEWEST_SECONDS, MOST_SCENES, MOST_SECONDS, WALL_LAYERS } from '../domain/wall/scene.ts'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const Name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })
const Layers = Type.Array(Type.Enum([...WALL_LAYERS]), { maxItems: WALL_LAYERS.length, uniqueItems: true })
const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
})
const Id = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'a whole number' }) })

export const WallScene = Type.Object(
  {
    area: Code,
    seconds: Type.Integer({ minimum: FEWEST_SECONDS, maximum: MOST_SECONDS }),
    layers: Layers,
  },
  { additionalProperties: false },
)
export type WallScene = Static<typeof WallScene>

export const LANGUAGES_OF_DISPLAY = ['zh', 'en', 'both'] as const
export const THEMES_OF_DISPLAY = ['dark', 'light'] as const

/** What an administrator says of a display. */
const Settings = {
  name: Name,
  area: Code,
  tour: Nullable(
    Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'null: its area, then each part of it' }),
  ),
  language: Type.Enum([...LANGUAGES_OF_DISPLAY]),
  theme: Type.Enum([...THEMES_OF_DISPLAY]),
  sound: Type.Boolean({ description: 'whether a new emergency sounds, once' }),
}

/** What somebody wants to be seen in the place of the tour. */
export const Pin = Type.Object({
  area: Code,
  layers: Layers,
  by: Type.String(),
  at: DateTime,
  until: Nullable(DateTime),
})
export type Pin = Static<typeof Pin>

export const Display = Type.Object({
  id: Type.Integer(),
  ...Settings,
  pin: Nullable(Pin),
  pairedBy: Type.String(),
  pairedAt: DateTime,
  seenAt: Nullable(DateTime),
  build: Nullable(Type.String({ description: 'of the program that it runs' })),
})
export type Display = Static<typeof Display>

export const Tour = Type.Object({
  id: Type.Integer(),
  name: Name,
  scenes: Type.Array(WallScene),
  version: Type.Integer(),
  changedAt: DateTime,
  changedBy: Type.String(),
})
export type Tour = Static<typeof Tour>

const TourBody = Type.Object(
  { name: Name, scenes: Type.Array(WallScene, { minItems: 1, maxItems: MOST_SCENES }) },
  { additionalProperties: false },
)

export const Pairing = Type.Object({
  state: Type.Enum(['waiting', 'paired', 'none'], {
    description:
      'none: begin a new one (POST). paired: this answer has set the cookie by which the display is known',
  }),
  code: Nullable(Type.String({ description: 'what the screen shows' })),
  expiresAt: Nullable(DateTime),
})
export type Pairing = Static<typeof Pairing>

const tags = ['displays']

export const displayContract = {
  beginPairing: {
    method: 'POST',
    url: '/api/wall/pairing',
    schema: { tags, summary: 'A screen asks to be paired; open to anybody', response: { 201: Pairing } },
  },
  pairing: {
    method: 'GET',
    url: '/api/wall/pairing',
    schema: { tags, summary: 'Whether the screen has been paired', response: { 200: Pairing } },
  },
  list: {
    method: 'GET',
    url: '/api/displays',
    schema: {
      tags,
      summary: 'The displays; for administrators, and for whoever may pin scenes',
      response: { 200: Type.Object({ now: DateTime, items: Type.Array(Display) }) },
    },
  },
  pair: {
    method: 'POST',
    url: '/api/displays',
    schema: {
      tags,
      summary: 'Confirms the code that a screen shows: it becomes a display',
      body: Type.Object(
        {
          code: Type.String({
            minLength: 6,
            maxLength: 16,
            description: 'spaces, dashes and case do not matter',
          }),
          ...Settings,
        },
        { additionalProperties: false },
      ),
      response: { 201: Display },
    },
  },
  change: {
    method: 'PUT',
    url: '/api/displays/:id',
    schema: {
      tags,
      summary: 'Changes what a display shows, at once',
      params: Id,
      body: Type.Object(Settings, { additionalProperties: false }),
      response: { 200: Display },
    },
  },
  revoke: {
    method: 'DELETE',
    url: '/api/displays/:id',
    schema: {
      tags,
      summary: 'Turns a display off for good, at once',
      params: Id,
      response: { 204: Type.Null() },
    },
  },
  pin: {
    method: 'PUT',
    url: '/api/displays/:id/pin',
    schema: {
      tags,
      summary: 'Shows one scene in the place of the tour, until it is taken back or the time is over',
      params: Id,
      body: Type.Object(
        {
          area: Code,
          layers: Layers,
          minutes: Nullable(
            Type.Integer({ minimum: 1, maximum: 1440, description: 'null: until it is taken back' }),
          ),
        },
        { additionalProperties: false },
      ),
      response: { 200: Display },
    },
  },
  unpin: {
    method: 'DELETE',
    url: '/api/displays/:id/pin',
    schema: { tags, summary: 'Takes the pinned scene back', params: Id, response: { 200: Display } },
  },
  tours: {
    method: 'GET',
    url: '/api/tours',
    schema: {
      tags,
      summary: 'What displays can show one after the other',
      response: { 200: Type.Object({ items: Type.Array(Tour) }) },
    },
  },
  addTour: {
    method: 'POST',
    url: '/api/tours',
    schema: { tags, summary: 'Adds a tour', body: TourBody, response: { 201: Tour } },
  },
  changeTour: {
    method: 'PUT',
    url: '/api/tours/:id',
    schema: {
      tags,
      summary: 'Changes a tour; displays that have it follow at once. With If-Match: "version"',
      params: Id,
      headers: IfMatch,
      body: TourBody,
      response: { 200: Tour },
    },
  },
  removeTour: {
    method: 'DELETE',
    url: '/api/tours/:id',
    schema: {
      tags,
      summary: 'Removes a tour; displays that had it show their area and its parts',
      params: Id,
      response: { 204: Type.Null() },
    },
  },
} as const
