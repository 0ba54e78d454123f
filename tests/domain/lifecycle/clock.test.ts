import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addWorkingTime, workingTimeBetween } from '../../../server/domain/calendar.ts'
import { extendClock, startClock, stopClock } from '../../../server/domain/lifecycle/clock.ts'
import { COUNTY_CALENDAR as calendar } from '../../support/county-calendar.ts'
import { CASE } from './open-case.ts'

const DAY = 86_400_000

/** In the county's time. */
const at = (text: string) => Date.parse(`${text}:00+08:00`)

// Reckoned by hand with the offices' hours 08:30–12:00 and 14:00–18:00 and the holidays of 2026.
it.each([
  ['over a weekend', '2026-03-06T17:00', '2026-03-09T09:30', '2026-03-10T10:00', '2026-03-10T12:00'],
  [
    'over the Spring Festival and its make-up Saturday',
    '2026-02-13T17:00',
    '2026-02-14T09:00',
    '2026-02-27T17:00',
    '2026-02-28T09:00',
  ],
  ['over the National Day', '2026-09-30T17:00', '2026-10-08T09:00', '2026-10-09T17:00', '2026-10-10T09:00'],
  ['within an afternoon', '2026-03-03T14:00', '2026-03-03T16:00', '2026-03-03T17:00', '2026-03-04T09:30'],
])('a suspension %s moves the deadline by the time it lasted', (_, stopped, due, started, after) => {
  const still = stopClock({ ...CASE, dueAt: at(due) }, at(stopped), calendar)
  expect(still.dueAt).toBe(null)
  const running = startClock(still, at(started), calendar)
  expect(new Date(running.dueAt!).toISOString()).toBe(new Date(at(after)).toISOString())
})

it('an emergency stands still by the clock', () => {
  const incident = { ...CASE, priority: 2, dueAt: at('2026-03-07T10:00') }
  const still = stopClock(incident, at('2026-03-07T09:30'), calendar)
  expect(startClock(still, at('2026-03-07T20:00'), calendar).dueAt).toBe(at('2026-03-07T20:30'))
})

it('a deadline that has passed stays: a suspension excuses no delay', () => {
  const incident = { ...CASE, dueAt: at('2026-03-05T10:00'), feedbackDueAt: at('2026-03-09T10:00') }
  const still = stopClock(incident, at('2026-03-06T10:00'), calendar)
  expect([still.dueAt, still.feedbackDueAt]).toEqual([incident.dueAt, null])
  expect(startClock(still, at('2026-03-20T10:00'), calendar).dueAt).toBe(incident.dueAt)
})

const instant = fc.integer({ min: at('2025-01-01T00:00'), max: at('2026-12-31T00:00') })

it('what is left of the working time is the same before and after a suspension', () => {
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: 1, max: 20 * DAY }),
      fc.integer({ min: 0, max: 40 * DAY }),
      (stopped, left, lasted) => {
        const incident = { ...CASE, dueAt: stopped + left }
        const before = workingTimeBetween(stopped, incident.dueAt, calendar)
        const started = stopped + lasted
        const after = startClock(stopClock(incident, stopped, calendar), started, calendar)
        expect(workingTimeBetween(started, after.dueAt!, calendar)).toBe(before)
        expect(after.dueAt!).toBeGreaterThanOrEqual(started)
      },
    ),
  )
})

it('extensions add up, whatever order they come in', () => {
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
      (reportedAt, first, second) => {
        const incident = { ...CASE, dueAt: addWorkingTime(reportedAt, 7, calendar) }
        const extended = extendClock(extendClock(incident, first, calendar), second, calendar)
        expect(extended.extendedDays).toBe(first + second)
        expect(extended.dueAt).toBe(addWorkingTime(reportedAt, 7 + first + second, calendar))
      },
    ),
  )
})
