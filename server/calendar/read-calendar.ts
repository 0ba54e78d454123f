import type { Db } from '../db/connect.ts'
import { createCalendar, type Calendar } from '../domain/calendar.ts'
import { readOfficeHours } from '../domain/calendar-entry.ts'
import { readTimes } from './queries.ts'

/**
 * The calendar by which deadlines run, as it is now: read in the transaction that reckons a deadline, so that a change counts
 * at once in every process. A hundred small rows; nothing is kept that could be old.
 */
export async function readCalendar(db: Db): Promise<Calendar> {
  const { weekdays, hours, days } = await readTimes(db)
  return createCalendar({ weekdays, officeHours: readOfficeHours(hours), days })
}
