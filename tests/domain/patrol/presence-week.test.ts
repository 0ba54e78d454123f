import { expect, it } from 'vitest'
import { dayOfDate } from '../../../server/domain/calendar.ts'
import { addHours, emptyWeek, possibleWeek } from '../../../server/domain/patrol/presence-week.ts'

it('adds to the hours that have their bit', () => {
  const week = emptyWeek()
  addHours(week, 3, (1 << 8) | (1 << 23), 3)
  expect(week[2]!.flatMap((count, hour) => (count > 0 ? [[hour, count]] : []))).toEqual([
    [8, 3],
    [23, 3],
  ])
})

it('counts as possible what has come: of today the hours until now, of days to come nothing', () => {
  const window = { from: dayOfDate('2026-11-23'), to: dayOfDate('2026-11-30') }
  const week = possibleWeek(5, window, { today: dayOfDate('2026-11-25'), hourNow: 9 })
  expect(week[0]).toEqual(Array(24).fill(5))
  expect(week[2]!.slice(8, 12)).toEqual([5, 5, 0, 0])
  expect(week[3]).toEqual(Array(24).fill(0))
})
