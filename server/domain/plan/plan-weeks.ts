import { dayAfter } from '../staffing/grid-staffing.ts'
import { daysBetween } from './milestone.ts'

const WEEK_DAYS = 7
/** The 5th of January 1970, a Monday. */
const A_MONDAY = '1970-01-05'

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const from = daysBetween(A_MONDAY, day)
  return dayAfter(day, -(((from % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS))
}

/** Weeks side by side: the Monday of the first one, and how many they are. */
export type WeekAxis = { from: string; weeks: number }

/** The whole weeks that hold all of these days; null without any. */
export function weekAxis(days: readonly string[]): WeekAxis | null {
  if (days.length === 0) return null
  const first = days.reduce((a, b) => (a < b ? a : b))
  const last = days.reduce((a, b) => (a > b ? a : b))
  const from = mondayOf(first)
  return { from, weeks: daysBetween(from, mondayOf(last)) / WEEK_DAYS + 1 }
}

/** Where a day begins on the axis, in weeks: its whole part is the number of its week. */
export function placeOn({ from }: WeekAxis, day: string): number {
  return daysBetween(from, day) / WEEK_DAYS
}

/** The bar of days from the first to the last one, both whole, in weeks on the axis. */
export function barOn(axis: WeekAxis, first: string, last: string): { from: number; to: number } {
  return { from: placeOn(axis, first), to: placeOn(axis, dayAfter(last)) }
}

/** The first days of months that begin on the axis, for its labels. */
export function monthsOn(axis: WeekAxis): string[] {
  const end = dayAfter(axis.from, axis.weeks * WEEK_DAYS)
  const found: string[] = []
  let [year, month] = [Number(axis.from.slice(0, 4)), Number(axis.from.slice(5, 7))]
  for (;;) {
    const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`
    if (day >= end) return found
    if (day >= axis.from) found.push(day)
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
}
