import { CodedError } from '../errors.ts'
import { readTime } from '../window.ts'

export const DAY_MS = 86_400_000

/** The date (YYYY-MM-DD) of a day since 1970. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The county's day of a time, as days since 1970; `offsetMs` is what its clocks are ahead of UTC then. */
export function countyDay(ms: number, offsetMs: (ms: number) => number): number {
  return Math.floor((ms + offsetMs(ms)) / DAY_MS)
}

/** A day that was asked for; the schema lets through a few that no calendar has, like a 31st of February. */
export function readDay(date: string): string {
  if (dateOf(readTime(date) / DAY_MS) === date) return date
  throw new CodedError('invalid_input', `"day" must be a day of the calendar, but it is "${date}".`)
}
