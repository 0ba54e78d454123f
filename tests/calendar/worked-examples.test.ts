import { beforeAll, expect, it } from 'vitest'
import { readCalendar } from '../../server/calendar/read-calendar.ts'
import { addWorkingTime, dayOfDate, isWorkingDay, type Calendar } from '../../server/domain/calendar.ts'
import { dateOfDay } from '../../server/domain/calendar-entry.ts'
import { COUNTY_CALENDAR } from '../support/county-calendar.ts'
import { describeOnDatabases } from '../support/databases.ts'

/** An instant by the county's clock, e.g. '2026-02-13 17:00'. */
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
const shown = (instantMs: number) =>
  new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

describeOnDatabases('the calendar that every database begins with', (database) => {
  let calendar: Calendar
  beforeAll(async () => {
    calendar = await readCalendar(database().db)
  })

  it.each([
    ['2026-11-18 09:00', 1, '2026-11-19 09:00', 'an ordinary day'],
    ['2026-11-18 11:00', 0.5, '2026-11-18 16:45', 'over the lunch break'],
    ['2026-11-18 12:30', 1, '2026-11-19 12:00', 'from the lunch break: the afternoon, then the next morning'],
    ['2026-11-20 17:00', 1, '2026-11-23 17:00', 'over a weekend'],
    ['2026-11-20 20:00', 1, '2026-11-23 18:00', 'from an evening'],
    ['2026-11-21 10:00', 1, '2026-11-23 18:00', 'from a Saturday'],
    ['2026-02-13 17:00', 1, '2026-02-14 17:00', 'the Saturday before the Spring Festival is worked'],
    ['2026-02-14 17:00', 1, '2026-02-24 17:00', 'over the nine days of the Spring Festival'],
    [
      '2026-02-18 03:00',
      7,
      '2026-03-03 18:00',
      'from the Spring Festival, with the make-up Saturday 28 February',
    ],
    ['2025-01-27 09:00', 7, '2025-02-12 09:00', 'Spring Festival 2025, with 8 February worked'],
    ['2024-02-09 18:00', 1, '2024-02-18 18:00', 'Spring Festival 2024: Sunday the 18th is worked'],
    ['2026-09-30 17:30', 2, '2026-10-09 17:30', 'over National Day 2026'],
    ['2026-10-09 18:00', 1, '2026-10-10 18:00', 'the Saturday after National Day 2026 is worked'],
    ['2025-09-27 12:00', 1, '2025-09-28 18:00', 'the Sunday before National Day 2025 is worked'],
    ['2027-02-05 09:00', 1, '2027-02-08 09:00', 'a year without a notice yet: weekends only'],
  ])('%s + %d working days = %s (%s)', (start, days, end) => {
    expect(shown(addWorkingTime(at(start), days, calendar))).toBe(end)
  })

  it('is the one that tests of rules take', () => {
    expect(calendar).toEqual(COUNTY_CALENDAR)
  })

  it('has make-up days on weekends only', () => {
    const weekdays = [...calendar.makeUpDays].map((day) =>
      new Date(`${dateOfDay(day)}T00:00:00Z`).getUTCDay(),
    )
    expect(weekdays.filter((weekday) => weekday !== 0 && weekday !== 6)).toEqual([])
    expect(calendar.makeUpDays.size).toBe(19)
  })

  // The days worked in a year, as labour departments count them: 365 or 366 days less weekends and holidays.
  it.each([
    ['2024', 251],
    ['2025', 248],
    ['2026', 248],
  ])('has in %s %d working days', (year, expected) => {
    let count = 0
    for (let day = dayOfDate(`${year}-01-01`); dateOfDay(day).startsWith(year); day += 1) {
      if (isWorkingDay(day, calendar)) count += 1
    }
    expect(count).toBe(expected)
  })
})
