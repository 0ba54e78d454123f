import { Type, type Static } from 'typebox'
import { CALENDAR_YEARS, LONGEST_DAY_NAME } from '../domain/calendar-entry.ts'
import { Nullable } from '../nullable.ts'

const DateText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, in the county' })
const Name = Type.String({ minLength: 1, maxLength: LONGEST_DAY_NAME, pattern: '^[^\\x00-\\x1f/\\p{Cs}]*$' })
const Kind = Type.Enum(['holiday', 'workday'], { description: 'off, or worked in exchange (调休上班)' })
const Weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
  minItems: 1,
  maxItems: 7,
  description: '1 is Monday',
})
const Year = Type.Integer({ minimum: CALENDAR_YEARS.first, maximum: CALENDAR_YEARS.last })
const Stretch = { first: DateText, last: Type.String({ ...DateText, description: 'the last day, too' }) }

export const CalendarYear = Type.Object({
  year: Type.Integer(),
  weekdays: Weekdays,
  hours: Type.String({ description: 'like 08:30-12:00,14:00-18:00' }),
  days: Type.Array(
    Type.Object({
      date: DateText,
      kind: Kind,
      name: Nullable(Type.String()),
      nameEn: Nullable(Type.String()),
    }),
    { description: 'the days of the year that differ from the week, in order' },
  ),
  entered: Type.Array(Type.Integer(), { description: 'years of which days were entered' }),
  missing: Type.Array(Type.Integer(), { description: 'years of which days should be entered by now' }),
})
export type CalendarYear = Static<typeof CalendarYear>

const tags = ['calendar']

export const calendarContract = {
  read: {
    method: 'GET',
    url: '/api/calendar',
    schema: {
      tags,
      summary: 'When offices work: by this deadlines are reckoned',
      querystring: Type.Object(
        { year: Type.Optional(Type.Integer({ ...Year, description: 'default: this year' })) },
        { additionalProperties: false },
      ),
      response: { 200: CalendarYear },
    },
  },
  setDays: {
    method: 'PUT',
    url: '/api/calendar/days',
    schema: {
      tags,
      summary: 'Enters holidays and make-up days',
      description: 'Counts for deadlines that are set from now on. Answers with the year of the first day.',
      body: Type.Object(
        {
          entries: Type.Array(
            Type.Object(
              { ...Stretch, kind: Kind, name: Type.Optional(Name), nameEn: Type.Optional(Name) },
              { additionalProperties: false },
            ),
            { minItems: 1, maxItems: 100 },
          ),
        },
        { additionalProperties: false },
      ),
      response: { 200: CalendarYear },
    },
  },
  removeDays: {
    method: 'DELETE',
    url: '/api/calendar/days',
    schema: {
      tags,
      summary: 'Lets the week count again on these days',
      querystring: Type.Object(Stretch, { additionalProperties: false }),
      response: { 200: CalendarYear },
    },
  },
  setHours: {
    method: 'PUT',
    url: '/api/calendar/hours',
    schema: {
      tags,
      summary: 'Sets office hours and the weekdays that are worked',
      body: Type.Object(
        { weekdays: Weekdays, hours: Type.String({ maxLength: 100, pattern: '^[\\d:, -]+$' }) },
        { additionalProperties: false },
      ),
      response: { 200: CalendarYear },
    },
  },
} as const
