import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeDueAt, DEFAULT_DEADLINE_RULE, feedbackDueAt, isOnTime } from '../../server/domain/deadline.ts'
import { COUNTY_CALENDAR as calendar } from '../support/county-calendar.ts'

const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}:00+08:00`)
const shown = (instantMs: number) =>
  new Date(instantMs + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

test.each([
  ['an ordinary Tuesday', '2026-11-03 09:15', 0, 7, '2026-11-12 09:15'],
  ['an urgent one runs in working time too', '2026-11-03 09:15', 1, 7, '2026-11-12 09:15'],
  ['a category with three days', '2026-11-03 09:15', 0, 3, '2026-11-06 09:15'],
  ['an emergency at night', '2026-11-07 23:30', 2, 7, '2026-11-08 01:30'],
  ['an emergency in the Spring Festival', '2026-02-17 00:10', 2, 7, '2026-02-17 02:10'],
  ['over the Spring Festival', '2026-02-12 10:00', 0, 7, '2026-02-28 10:00'],
  ['before National Day', '2025-09-29 16:00', 0, 7, '2025-10-15 16:00'],
])('%s', (_, reported, priority, closeDays, due) => {
  const rule = { feedbackDays: 2, closeDays }
  expect(shown(closeDueAt(at(reported), priority, rule, calendar))).toBe(due)
})

test('feedback is due before closing, and both after the report', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-12-31 00:00') }),
      fc.integer({ min: 0, max: 2 }),
      (reported, priority) => {
        const feedback = feedbackDueAt(reported, priority, DEFAULT_DEADLINE_RULE, calendar)
        const close = closeDueAt(reported, priority, DEFAULT_DEADLINE_RULE, calendar)
        expect(feedback).toBeGreaterThan(reported)
        expect(close).toBeGreaterThanOrEqual(feedback)
      },
    ),
  )
})

test('the instant of the deadline is on time, the millisecond after is not', () => {
  expect(isOnTime(1000, 1000)).toBe(true)
  expect(isOnTime(1001, 1000)).toBe(false)
})
