import { Type, type Static } from 'typebox'
import { STATES } from '../domain/incident-state.ts'
import { Nullable } from '../nullable.ts'

/** Data of an event "step": what happened to an incident, and the incident as it is since. */
export const LiveStep = Type.Object({
  seq: Type.Integer(),
  action: Type.String(),
  at: Type.String({ format: 'date-time' }),
  id: Type.Integer(),
  version: Type.Integer(),
  number: Type.String(),
  title: Type.String(),
  category: Type.String(),
  state: Type.Enum([...STATES]),
  priority: Type.Integer(),
  lon: Nullable(Type.Integer({ description: '1e-7 degree' })),
  lat: Nullable(Type.Integer({ description: '1e-7 degree' })),
  occurredAt: Type.Integer({ description: 'seconds since 1970' }),
  dueAt: Type.Integer({ description: 'the same; 0 when closed or without a deadline' }),
  area: Type.Integer({ description: 'id of the grid; 0 when not located' }),
})
export type LiveStep = Static<typeof LiveStep>

/** Data of an event "gone": an incident that left the viewer's unit. Nothing more is told of it. */
export type LiveGone = { seq: number; id: number }

/** Data of "release": boundaries are others by now, and open incidents may be in other areas. */
export type LiveRelease = { seq: number; release: number }

/** Data of "hello", "beat" and "resync": the number up to which the stream has come, and the server's clock. */
export type LiveMark = { seq: number; now: string }

export const liveContract = {
  live: {
    method: 'GET',
    url: '/api/live',
    schema: {
      tags: ['live'],
      summary: 'What happens to the incidents that I see, as server-sent events',
      description:
        'Events: "hello" when the stream begins, "step" for each step (data: seq, action, and the incident), "gone" where an ' +
        'incident left my unit (data: seq, id), "release" when boundaries were published (data: seq, release), ' +
        '"beat" every few seconds, "resync" where steps were left out or much was ' +
        'imported: read everything anew. Resumes behind Last-Event-ID or cursor.',
      querystring: Type.Object(
        {
          cursor: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 999_999_999_999_999,
              description: 'the last seq that was seen',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    },
  },
} as const
