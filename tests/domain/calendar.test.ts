import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHINA_HOLIDAYS } from '../../server/domain/calendar-china.ts'
import {
  addWorkingTime,
  createCalendar,
  dayOf,
  isWorkingDay,
  nextWorkingInstant,
  workingDayMs,
  workingTimeBetween,
} from '../../server/domain/calendar.ts'

const calendar = createCalendar()

/** An instant by the county's clock, e.g. '2026-02-13 17:00'. */
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
const shown = (instantMs: number) =>
  new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

describe('working time', () => {
  test.each([
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

  const instant = fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-12-31 00:00') })
  const days = fc.double({ min: 0.01, max: 20, noNaN: true })

  test('exactly the asked office hours pass', () => {
    fc.assert(
      fc.property(instant, days, (start, count) => {
        const end = addWorkingTime(start, count, calendar)
        expect(workingTimeBetween(start, end, calendar)).toBeCloseTo(count * workingDayMs(calendar), 0)
      }),
    )
  })

  test('the end lies in office hours of a working day', () => {
    fc.assert(
      fc.property(instant, days, (start, count) => {
        const end = addWorkingTime(start, count, calendar)
        expect(isWorkingDay(dayOf(end, calendar), calendar)).toBe(true)
        const minute = new Date(end + 8 * 3_600_000).getUTCHours() * 60 + new Date(end).getUTCMinutes()
        expect((minute >= 510 && minute <= 720) || (minute >= 840 && minute <= 1080)).toBe(true)
      }),
    )
  })

  test('a later start or more days never end earlier', () => {
    fc.assert(
      fc.property(instant, fc.nat(10 * 86_400_000), days, days, (start, later, one, other) => {
        const [fewer, more] = one < other ? [one, other] : [other, one]
        expect(addWorkingTime(start + later, fewer, calendar)).toBeGreaterThanOrEqual(
          addWorkingTime(start, fewer, calendar),
        )
        expect(addWorkingTime(start, more, calendar)).toBeGreaterThanOrEqual(
          addWorkingTime(start, fewer, calendar),
        )
      }),
    )
  })

  test('days add up', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (start, one, other) => {
          const inSteps = addWorkingTime(addWorkingTime(start, one, calendar), other, calendar)
          expect(inSteps).toBe(addWorkingTime(start, one + other, calendar))
        },
      ),
    )
  })

  test('the next working instant is now while the office works', () => {
    expect(shown(nextWorkingInstant(at('2026-11-20 12:00'), calendar))).toBe('2026-11-20 14:00')
    expect(shown(nextWorkingInstant(at('2026-11-20 11:59'), calendar))).toBe('2026-11-20 11:59')
    expect(shown(nextWorkingInstant(at('2026-11-20 18:00'), calendar))).toBe('2026-11-23 08:30')
  })

  test('working days must be positive', () => {
    expect(() => addWorkingTime(0, 0, calendar)).toThrow(RangeError)
    expect(() => addWorkingTime(0, Number.NaN, calendar)).toThrow(RangeError)
  })
})

describe('the holidays of China', () => {
  test.each(Object.entries(CHINA_HOLIDAYS))(
    'make-up days of %s are weekend days outside the holidays',
    (year, data) => {
      for (const date of data.makeUpDays) {
        expect(date.startsWith(year)).toBe(true)
        expect([0, 6]).toContain(new Date(`${date}T00:00:00Z`).getUTCDay())
        expect(calendar.holidays.has(dayOf(at(`${date} 12:00`), calendar))).toBe(false)
      }
    },
  )

  // The days worked in a year, as labour departments count them: 365 or 366 days less weekends and holidays.
  test.each([
    ['2024', 251],
    ['2025', 248],
    ['2026', 248],
  ])('%s has %d working days', (year, expected) => {
    let count = 0
    for (let day = dayOf(at(`${year}-01-01 12:00`), calendar); ; day += 1) {
      if (new Date(day * 86_400_000).toISOString().slice(0, 4) !== year) break
      if (isWorkingDay(day, calendar)) count += 1
    }
    expect(count).toBe(expected)
  })
})

describe('office hours', () => {
  test.each([
    ['none', []],
    [
      'in the wrong order',
      [
        { fromMinute: 840, toMinute: 1080 },
        { fromMinute: 510, toMinute: 720 },
      ],
    ],
    ['past midnight', [{ fromMinute: 1320, toMinute: 1500 }]],
    ['empty', [{ fromMinute: 510, toMinute: 510 }]],
  ])('%s are refused', (_, officeHours) => {
    expect(() => createCalendar({ officeHours })).toThrow(RangeError)
  })
})
