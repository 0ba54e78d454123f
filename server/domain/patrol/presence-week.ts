import { weekdayOf } from '../calendar.ts'

const WEEKDAYS = 7
const HOURS = 24

/** Monday to Sunday × 24 hours. */
export type Week = number[][]

export function emptyWeek(): Week {
  return Array.from({ length: WEEKDAYS }, () => Array.from({ length: HOURS }, () => 0))
}

/** Adds `count` to every hour of a weekday (1 to 7) that has its bit. */
export function addHours(week: Week, weekday: number, hours: number, count: number): void {
  for (let hour = 0; hour < HOURS; hour += 1) if ((hours >> hour) & 1) week[weekday - 1]![hour]! += count
}

/**
 * How often somebody could have been there: `grids` for every hour of the days from `from` to `to` that has begun when it is
 * `hourNow` of the day `today` (days since 1970).
 */
export function possibleWeek(
  grids: number,
  { from, to }: { from: number; to: number },
  { today, hourNow }: { today: number; hourNow: number },
): Week {
  const week = emptyWeek()
  for (let day = from; day <= Math.min(to, today); day += 1) {
    const hours = day === today ? hourNow + 1 : HOURS
    for (let hour = 0; hour < hours; hour += 1) week[weekdayOf(day) - 1]![hour]! += grids
  }
  return week
}
