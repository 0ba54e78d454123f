import type { CalendarYear } from '../../server/contract.ts'
import { createCalendar, dayOfDate, isWorkingDay, weekdayOf } from '../../server/domain/calendar.ts'
import { dateOfDay, readOfficeHours, type NamedDay } from '../../server/domain/calendar-entry.ts'

/** A day of the year: whether offices work, and what was entered for it, if anything. */
export type YearDay = { date: string; number: number; works: boolean; entry: NamedDay | null }

/** The days of a month by weeks from Monday on; null where the week belongs to another month. */
export type YearMonth = { month: number; weeks: (YearDay | null)[][] }

export function monthsOf({ year, weekdays, hours, days }: CalendarYear): YearMonth[] {
  const calendar = createCalendar({ weekdays, officeHours: readOfficeHours(hours), days })
  const entries = new Map(days.map((day) => [day.date, day]))
  return Array.from({ length: 12 }, (_, i) => {
    const first = Date.UTC(year, i, 1) / 86_400_000
    const count = new Date(Date.UTC(year, i + 1, 0)).getUTCDate()
    const cells: (YearDay | null)[] = Array.from({ length: weekdayOf(first) - 1 }, () => null)
    for (let number = 1; number <= count; number += 1) {
      const day = first + number - 1
      const date = dateOfDay(day)
      cells.push({ date, number, works: isWorkingDay(day, calendar), entry: entries.get(date) ?? null })
    }
    while (cells.length % 7 !== 0) cells.push(null)
    const weeks = Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(7 * week, 7 * week + 7))
    return { month: i + 1, weeks }
  })
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Where a key leads from a day, within its year: by days, weeks and months, to the ends of the year; null: nowhere. */
export function dayByKey(date: string, key: string): string | null {
  const year = date.slice(0, 4)
  if (key === 'Home') return `${year}-01-01`
  if (key === 'End') return `${year}-12-31`
  if (key === 'PageUp' || key === 'PageDown') {
    const month = Number(date.slice(5, 7)) + (key === 'PageUp' ? -1 : 1)
    if (month < 1 || month > 12) return null
    const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate()
    const number = Math.min(Number(date.slice(8)), last)
    return `${year}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
  }
  const step = STEPS[key]
  if (step === undefined) return null
  const next = dateOfDay(dayOfDate(date) + step)
  return next.startsWith(year) ? next : null
}
