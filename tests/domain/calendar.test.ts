import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingTime,
  createCalendar,
  dayOf,
  isWorkingDay,
  nextWorkingInstant,
  workingDayMs,
  workingTimeBetween,
} from '../../server/domain/calendar.ts'
import { COUNTY_CALENDAR as calendar, COUNTY_TIMES } from '../support/county-calendar.ts'

/** An instant by the county's clock, e.g. '2026-02-13 17:00'. */
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
const shown = (instantMs: number) =>
  new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

describe('working time', () => {
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
    expect(() => createCalendar({ ...COUNTY_TIMES, officeHours })).toThrow(RangeError)
  })
})

test('a week without a day that is worked is refused', () => {
  expect(() => createCalendar({ ...COUNTY_TIMES, weekdays: [] })).toThrow(RangeError)
})

test('a calendar of its own: six days a week, mornings only, one day off', () => {
  const own = createCalendar({
    weekdays: [1, 2, 3, 4, 5, 6],
    officeHours: [{ fromMinute: 480, toMinute: 720 }],
    days: [
      { date: '2026-11-20', kind: 'holiday' },
      { date: '2026-11-22', kind: 'workday' },
    ],
  })
  // Thursday, then not Friday: Saturday, and the Sunday that is worked.
  expect(shown(addWorkingTime(at('2026-11-19 09:00'), 2, own))).toBe('2026-11-22 09:00')
  expect(workingDayMs(own)).toBe(4 * 3_600_000)
})
