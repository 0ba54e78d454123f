import { readFileSync } from 'node:fs'
import { datesOf } from '../../server/domain/calendar-entry.ts'
import { createCalendar, type CalendarDay, type WorkingTimes } from '../../server/domain/calendar.ts'

const MIGRATION = new URL('../../migrations/2026-11-25-0600-working-calendar.sql', import.meta.url)

/** Monday to Friday, 08:30 to 12:00 and 14:00 to 18:00: 7.5 hours a day. */
const HOURS = [
  { fromMinute: 510, toMinute: 720 },
  { fromMinute: 840, toMinute: 1080 },
]
const WEEK = [1, 2, 3, 4, 5]

/**
 * The working times that every database begins with, for tests of rules that need no database: the days are read from the
 * migration, which alone has them; tests/calendar/worked-examples.test.ts holds the two against each other.
 */
export const COUNTY_TIMES: WorkingTimes = { weekdays: WEEK, officeHours: HOURS, days: daysOfMigration() }

export const COUNTY_CALENDAR = createCalendar(COUNTY_TIMES)

function daysOfMigration(): CalendarDay[] {
  const stretch = /\('(\d{4}-\d{2}-\d{2})', '(\d{4}-\d{2}-\d{2})', '(holiday|workday)'/g
  return [...readFileSync(MIGRATION, 'utf8').matchAll(stretch)].flatMap(([, first, last, kind]) =>
    datesOf({ first: first!, last: last! })!.map((date) => ({ date, kind: kind as CalendarDay['kind'] })),
  )
}
