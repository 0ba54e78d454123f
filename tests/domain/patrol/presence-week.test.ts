import { expect, it } from 'vitest'
import { dayNumber } from '../../../server/patrols/day.ts'
import { addHours, emptyWeek, possibleWeek, weekdayOf } from '../../../server/domain/patrol/presence-week.ts'

it('knows the weekday of a day since 1970', () => {
  expect(weekdayOf(dayNumber('2026-11-23'))).toBe(0)
  expect(weekdayOf(dayNumber('2026-11-29'))).toBe(6)
  expect(weekdayOf(dayNumber('1969-12-31'))).toBe(2)
})

it('adds to the hours that have their bit', () => {
  const week = emptyWeek()
  addHours(week, 2, (1 << 8) | (1 << 23), 3)
  expect(week[2]!.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
    [8, 3],
    [23, 3],
  ])
})

it('counts as possible what has come: of today the hours until now, of days to come nothing', () => {
  const window = { from: dayNumber('2026-11-23'), to: dayNumber('2026-11-30') }
  const week = possibleWeek(5, window, { today: dayNumber('2026-11-25'), hourNow: 9 })
  expect(week[0]).toEqual(Array(24).fill(5))
  expect(week[2]!.slice(8, 12)).toEqual([5, 5, 0, 0])
  expect(week[3]).toEqual(Array(24).fill(0))
})
