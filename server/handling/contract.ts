import { Type, type Static } from 'typebox'
import { GivenContact } from '../contacts/contract.ts'
import { STATES } from '../domain/incident-state.ts'
import { ACTION_NAMES } from '../domain/lifecycle/actions.ts'
import { LONGEST_ANSWER } from '../domain/lifecycle/answer.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { RATINGS, REQUEST_KINDS } from '../domain/lifecycle/incident-case.ts'
import { REASONS } from '../domain/lifecycle/needs-me.ts'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const NOTE_LENGTH = 2000
/** Neither NUL, which the database does not take, nor half a character, which it gives back as another. */
const PLAIN_TEXT = '^[^\\x00\\p{Cs}]*$'
const Note = Type.String({ maxLength: NOTE_LENGTH, pattern: PLAIN_TEXT })
const Id = Type.Integer({ minimum: 1, maximum: 999_999_999_999_999 })
const IdParameter = Type.Object({
  id: Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number' }),
})

/** One step in the life of an incident. */
export const Step = Type.Object({
  seq: Type.Integer(),
  version: Type.Integer({ description: 'of the incident after it' }),
  action: Type.String(),
  from: Nullable(Type.Enum([...STATES])),
  to: Type.Enum([...STATES]),
  actor: Type.String(),
  role: Type.String(),
  at: DateTime,
  note: Nullable(Type.String()),
  data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
})
export type Step = Static<typeof Step>

export const Life = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  version: Type.Integer({ description: 'to be sent as If-Match with the next action' }),
  state: Type.Enum([...STATES]),
  unit: Nullable(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Nullable(Type.String()) })),
  dueAt: Nullable(DateTime),
  feedbackDueAt: Nullable(DateTime),
  suspendedAt: Nullable(Type.String({ format: 'date-time', description: 'the clock stands since' })),
  extendedDays: Type.Integer(),
  mostExtension: Type.Integer({ description: 'working days by which the deadline can still be extended' }),
  request: Nullable(
    Type.Object({
      kind: Type.Enum([...REQUEST_KINDS]),
      by: Type.String(),
      at: DateTime,
      note: Type.String(),
      days: Nullable(Type.Integer()),
    }),
  ),
  supervisedDueAt: Nullable(DateTime),
  urged: Type.Integer(),
  escalation: Type.Integer({ minimum: 0, maximum: 2 }),
  rating: Nullable(Type.Enum([...RATINGS])),
  answer: Nullable(Type.String({ description: 'what the public is told of it' })),
  duplicateOf: Nullable(Type.Integer()),
  actions: Type.Array(Type.Enum([...ACTION_NAMES]), { description: 'what I may do now' }),
  needsEvidence: Type.Boolean({
    description: 'whether feedback would be refused now for want of a photo of what was done',
  }),
  mayAddPhotos: Type.Boolean({ description: 'whether I may add photos now' }),
  hasContact: Type.Boolean({ description: 'whether the reporter can be reached' }),
  mayReadContact: Type.Boolean({ description: 'whether I may read how, now' }),
  steps: Type.Array(Step, { description: 'oldest first' }),
})
export type Life = Static<typeof Life>

const ActionBody = {
  action: Type.Enum([...ACTION_NAMES]),
  note: Type.Optional(Note),
  data: Type.Optional(
    Type.Object(
      {
        unit: Type.Optional(
          Type.String({ maxLength: 32, pattern: PLAIN_TEXT, description: 'dispatch: its code' }),
        ),
        days: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: MOST_CLOSE_DAYS,
            description: 'requestExtension, supervise: working days',
          }),
        ),
        original: Type.Optional(
          Type.String({
            maxLength: 100,
            pattern: PLAIN_TEXT,
            description: 'markDuplicate: number of the first',
          }),
        ),
        rating: Type.Optional(Type.Enum([...RATINGS])),
        answer: Type.Optional(
          Type.String({
            maxLength: LONGEST_ANSWER,
            pattern: PLAIN_TEXT,
            description: 'for the public: answer, pass, reject, markDuplicate; empty: nothing any more',
          }),
        ),
      },
      { additionalProperties: false },
    ),
  ),
}

const ReportBody = Type.Object(
  {
    category: Type.String({ pattern: '^[0-9A-Za-z]{1,16}$', description: 'code of a sub-category' }),
    title: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\x00\\p{Cs}]*[^\\s\\x00\\p{Cs}][^\\x00\\p{Cs}]*$',
    }),
    description: Type.Optional(Note),
    address: Type.Optional(Type.String({ maxLength: 200, pattern: PLAIN_TEXT })),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    occurredAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'not in the future; default: now' }),
    ),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 2, default: 0 })),
    source: Type.Optional(
      Type.Enum(['operator', 'hotline', 'public', 'inspection'], { description: 'default: by my role' }),
    ),
    contact: Type.Optional(GivenContact),
  },
  { additionalProperties: false },
)
export type ReportBody = Static<typeof ReportBody>

const QueueItem = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  category: Type.String(),
  state: Type.Enum([...STATES]),
  priority: Type.Integer(),
  area: Nullable(Type.String()),
  address: Nullable(Type.String()),
  unit: Nullable(Type.String()),
  reportedAt: DateTime,
  dueAt: Nullable(DateTime),
  nextDueAt: Nullable(
    Type.String({ format: 'date-time', description: 'what is due first: feedback or the end' }),
  ),
  supervised: Type.Boolean(),
  urged: Type.Integer(),
  reason: Type.Enum([...REASONS], { description: 'why it waits for me' }),
})
export type QueueItem = Static<typeof QueueItem>

export const Queue = Type.Object({
  items: Type.Array(QueueItem, { description: 'what is due first comes first' }),
  counts: Type.Array(Type.Object({ reason: Type.Enum([...REASONS]), count: Type.Integer() })),
})
export type Queue = Static<typeof Queue>

const Similar = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  title: Type.String(),
  state: Type.Enum([...STATES]),
  reportedAt: DateTime,
  metres: Type.Integer(),
})
export type Similar = Static<typeof Similar>

export const BulkAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.Integer(),
      error: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
    }),
  ),
})
export type BulkAnswer = Static<typeof BulkAnswer>

export const handlingContract = {
  report: {
    method: 'POST',
    url: '/api/incidents',
    schema: {
      tags: ['handling'],
      summary: 'Puts an incident on file',
      description: 'Sent again under the same Idempotency-Key it gives the incident of the first time.',
      headers: Type.Object({
        'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      }),
      body: ReportBody,
      response: { 201: Life },
    },
  },
  life: {
    method: 'GET',
    url: '/api/incidents/:id/life',
    schema: {
      tags: ['handling'],
      summary: 'Where an incident stands, every step so far, and what I may do',
      params: IdParameter,
      response: { 200: Life },
    },
  },
  act: {
    method: 'POST',
    url: '/api/incidents/:id/actions',
    schema: {
      tags: ['handling'],
      summary: 'Takes an action',
      params: IdParameter,
      headers: Type.Object({
        'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version"' })),
        'idempotency-key': Type.Optional(
          Type.String({ format: 'uuid', description: 'sent again under it, the action is not taken again' }),
        ),
      }),
      body: Type.Object(ActionBody, { additionalProperties: false }),
      response: { 200: Life },
    },
  },
  actOnMany: {
    method: 'POST',
    url: '/api/incidents/actions',
    schema: {
      tags: ['handling'],
      summary: 'Takes the same action on several incidents, each for itself',
      body: Type.Object(
        {
          items: Type.Array(Type.Object({ id: Id, version: Id }, { additionalProperties: false }), {
            minItems: 1,
            maxItems: 100,
          }),
          ...ActionBody,
        },
        { additionalProperties: false },
      ),
      response: { 200: BulkAnswer },
    },
  },
  queue: {
    method: 'GET',
    url: '/api/queue',
    schema: {
      tags: ['handling'],
      summary: 'What waits for me',
      querystring: Type.Object(
        {
          reason: Type.Optional(Type.Enum([...REASONS])),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
        },
        { additionalProperties: false },
      ),
      response: { 200: Queue },
    },
  },
  similar: {
    method: 'GET',
    url: '/api/similar',
    schema: {
      tags: ['handling'],
      summary: 'Open incidents near a place that may be the same one',
      description: 'Of the same main category, within 100 m and three days.',
      querystring: Type.Object(
        {
          lon: Type.Number({ minimum: -180, maximum: 180 }),
          lat: Type.Number({ minimum: -90, maximum: 90 }),
          category: Type.String({ pattern: '^[0-9A-Za-z]{1,16}$' }),
        },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ items: Type.Array(Similar) }) },
    },
  },
} as const
