import { Type, type Static } from 'typebox'
import { STATES } from '../domain/incident-state.ts'
import { DUE_CHOICES } from '../domain/due-choice.ts'
import { EXPORT_FORMATS } from './export/format.ts'
import { LANGUAGES } from '../domain/incident-words.ts'
import { Nullable } from '../nullable.ts'

const DateTime = Type.String({ format: 'date-time' })
const Count = Type.Integer({ minimum: 0 })

/** Which incidents: those of an area that occurred in [from, to). */
export const WindowQuery = {
  area: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'code; default: all that I see' }),
  ),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'occurred at or after' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'occurred before' })),
}

export const FilterQuery = {
  ...WindowQuery,
  category: Type.Optional(
    Type.String({
      pattern: '^[0-9A-Za-z]+(,[0-9A-Za-z]+)*$',
      description: 'codes, comma separated; a main category stands for its sub-categories',
    }),
  ),
  state: Type.Optional(
    Type.String({
      pattern: '^[a-z]+(,[a-z]+)*$',
      description: `states, comma separated: ${STATES.join(', ')}; or "open"`,
    }),
  ),
  source: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  bbox: Type.Optional(Type.String({ maxLength: 120, description: 'west,south,east,north in degrees' })),
}

/** What a list or an export is of. */
export const ListQuery = {
  ...FilterQuery,
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'words, each of them in the title or the address or beginning the number',
    }),
  ),
  unit: Type.Optional(
    Type.String({ minLength: 1, maxLength: 32, description: 'code of the unit that has it' }),
  ),
  dueFrom: Type.Optional(Type.String({ format: 'date-time', description: 'due at or after' })),
  dueTo: Type.Optional(Type.String({ format: 'date-time', description: 'due before' })),
  due: Type.Optional(
    Type.Enum([...DUE_CHOICES], {
      description:
        'overdue now, or due today, today and the two days after, this week (whole days of the county); open ones, unless a state is given',
    }),
  ),
}

export const Incident = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  category: Type.String(),
  source: Type.String(),
  title: Type.String(),
  address: Nullable(Type.String()),
  lon: Nullable(Type.Number()),
  lat: Nullable(Type.Number()),
  occurredAt: DateTime,
  reportedAt: DateTime,
  state: Type.Enum([...STATES]),
  priority: Type.Integer({ minimum: 0, maximum: 2 }),
  dueAt: Nullable(DateTime),
  closedAt: Nullable(DateTime),
  area: Nullable(Type.String({ description: 'code of the grid; null: not located' })),
  unit: Nullable(Type.String({ description: 'code of the unit that has it' })),
  version: Type.Integer(),
})
export type Incident = Static<typeof Incident>

export const IncidentDetail = Type.Object({
  ...Incident.properties,
  description: Nullable(Type.String()),
  sourceCategory: Nullable(Type.String({ description: "the source's own word for the category" })),
})
export type IncidentDetail = Static<typeof IncidentDetail>

export const IncidentPage = Type.Object({
  items: Type.Array(Incident),
  nextCursor: Nullable(Type.String()),
})
export type IncidentPage = Static<typeof IncidentPage>

/** Counts that rates are made of (server/domain/indicators.ts). All but the deadline ones count incidents that
 *  occurred in the window; `due…` count incidents whose deadline falls in it. */
export const Figures = Type.Object({
  reported: Count,
  open: Count,
  overdue: Type.Integer({ minimum: 0, description: 'open and past the deadline now' }),
  closed: Count,
  rejected: Count,
  emergency: Count,
  due: Count,
  dueClosed: Type.Integer({ minimum: 0, description: 'due in the window and closed' }),
  dueOnTime: Type.Integer({ minimum: 0, description: 'due in the window and closed by the deadline' }),
  emergencyDue: Count,
  emergencyOnTime: Count,
})
export type Figures = Static<typeof Figures>

export const Summary = Type.Object({
  area: Type.String(),
  level: Type.String(),
  from: DateTime,
  to: DateTime,
  asOf: DateTime,
  release: Type.Integer(),
  totals: Figures,
  previous: Type.Object({ from: DateTime, to: DateTime, totals: Figures }),
  byState: Type.Array(Type.Object({ state: Type.Enum([...STATES]), count: Count })),
  byCategory: Type.Array(Type.Object({ category: Type.String(), count: Count, previous: Count }), {
    description: 'main categories',
  }),
  byArea: Type.Array(Type.Object({ code: Type.String(), totals: Figures, previous: Count }), {
    description: 'the areas of the asked level inside; with notLocated they add up to the totals',
  }),
  notLocated: Figures,
  trend: Type.Object({
    unit: Type.Enum(['hour', 'day', 'week', 'month']),
    buckets: Type.Array(Type.Object({ from: DateTime, count: Count, closed: Count, previous: Count })),
  }),
  rhythm: Type.Array(Type.Array(Count), {
    description: 'Monday to Sunday × 24 hours in the time zone of the county',
  }),
})
export type Summary = Static<typeof Summary>

const ReattributedTo = {
  release: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description:
        'attributes incidents to where they would lie with the boundaries of this release, of which the area is one then; for ' +
        'whoever sees the whole county; default: where they happened',
    }),
  ),
}

export const incidentContract = {
  list: {
    method: 'GET',
    url: '/api/incidents',
    schema: {
      tags: ['incidents'],
      summary: 'Incidents, newest first',
      querystring: Type.Object(
        {
          ...ListQuery,
          ...ReattributedTo,
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
          cursor: Type.Optional(Type.String({ maxLength: 100 })),
        },
        { additionalProperties: false },
      ),
      response: { 200: IncidentPage },
    },
  },
  detail: {
    method: 'GET',
    url: '/api/incidents/:id',
    schema: {
      tags: ['incidents'],
      summary: 'One incident',
      params: Type.Object({
        id: Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number' }),
      }),
      response: { 200: IncidentDetail },
    },
  },
  export: {
    method: 'GET',
    url: '/api/incidents/export',
    schema: {
      tags: ['incidents'],
      summary: 'Exactly what the list shows as a file; noted in the chain of events',
      description:
        'CSV is UTF-8 with a mark that spreadsheets know; its columns have the names of the API, as those of GeoJSON. A ' +
        'workbook (xlsx) is for people: names instead of codes, times by the clocks of the county; up to 1,048,575 ' +
        'incidents. The header x-total-count says how many incidents fitted when it began.',
      querystring: Type.Object(
        {
          ...ListQuery,
          ...ReattributedTo,
          format: Type.Enum([...EXPORT_FORMATS]),
          lang: Type.Optional(
            Type.Enum([...LANGUAGES], { default: 'zh', description: 'of the words in a workbook' }),
          ),
          frames: Type.Optional(
            Type.Boolean({
              description:
                'for pages that show progress: the file in pieces, each with the incidents so far (uint32) and its length ' +
                '(uint32) in front, high byte first; one of length 0 says that the file is whole',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    },
  },
  arrow: {
    method: 'GET',
    url: '/api/incidents.arrow',
    schema: {
      tags: ['incidents'],
      summary: 'Incidents as an Arrow IPC stream of narrow columns, sorted by occurred_at',
      description:
        'Columns: id (uint32), lon, lat (int32, 1e-7 degree; -2147483648 without a point), occurred_at (uint32, seconds ' +
        'since 1970), due_at (the same; 0 when closed or without a deadline), ' +
        'category (uint8, index into categories of /api/county), state (uint8, index of states), priority (uint8), ' +
        'area (uint32, id of the grid; 0 when not located).',
      querystring: Type.Object({ ...FilterQuery, ...ReattributedTo }, { additionalProperties: false }),
    },
  },
  summary: {
    method: 'GET',
    url: '/api/summary',
    schema: {
      tags: ['incidents'],
      summary: 'Figures of an area over a window, against the window before',
      querystring: Type.Object(
        {
          ...WindowQuery,
          ...ReattributedTo,
          category: FilterQuery.category,
          level: Type.Optional(
            Type.Enum(['township', 'village', 'grid'], {
              description: 'level of byArea; default: the level below the area',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      response: { 200: Summary },
    },
  },
} as const
