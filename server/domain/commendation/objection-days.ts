import { dayOfDate, isWorkingDay, type Calendar } from '../calendar.ts'
import type { DayKind } from './state.ts'

const DAY = 86_400_000

/**
 * The last day (YYYY-MM-DD) on which objections are taken when a nomination is made public on `day`: the day after it is the
 * first of so many. Working days are those of the county's offices.
 */
export function lastObjectionDay(day: string, days: number, kind: DayKind, calendar: Calendar): string {
  if (!(Number.isInteger(days) && days > 0))
    throw new RangeError(`Days for objections must be a whole number from 1, but they are ${days}.`)
  let at = dayOfDate(day)
  for (let left = days; left > 0;) {
    at += 1
    if (kind === 'calendar' || isWorkingDay(at, calendar)) left -= 1
  }
  return new Date(at * DAY).toISOString().slice(0, 10)
}
