import { CHINA_HOLIDAYS, type HolidayYear } from './calendar-china.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** China keeps one time all year, eight hours ahead of UTC. */
export const CHINA_OFFSET_MINUTES = 480

/** A stretch of office hours, in minutes after midnight: half-open, [from, to). */
export type OfficeHours = { fromMinute: number; toMinute: number }

/** 08:30 to 12:00 and 14:00 to 18:00: 7.5 hours a day. */
export const DEFAULT_OFFICE_HOURS: readonly OfficeHours[] = [
  { fromMinute: 8 * 60 + 30, toMinute: 12 * 60 },
  { fromMinute: 14 * 60, toMinute: 18 * 60 },
]

/** When an office works. Days are counted since 1970-01-01 in the calendar's own time zone. */
export type Calendar = {
  offsetMinutes: number
  officeHours: readonly OfficeHours[]
  holidays: ReadonlySet<number>
  makeUpDays: ReadonlySet<number>
}

/**
 * A working calendar. Office hours must be in order, apart and within a day; the offset is that of a zone without
 * summer time. Throws a RangeError otherwise: a calendar without office hours would never reach a deadline.
 */
export function createCalendar(
  settings: {
    offsetMinutes?: number
    officeHours?: readonly OfficeHours[]
    years?: Readonly<Record<string, HolidayYear>>
  } = {},
): Calendar {
  const officeHours = settings.officeHours ?? DEFAULT_OFFICE_HOURS
  checkOfficeHours(officeHours)
  const holidays = new Set<number>()
  const makeUpDays = new Set<number>()
  for (const year of Object.values(settings.years ?? CHINA_HOLIDAYS)) {
    for (const [first, last] of year.holidays) {
      for (let day = dayOfDate(first); day <= dayOfDate(last); day += 1) holidays.add(day)
    }
    for (const date of year.makeUpDays) makeUpDays.add(dayOfDate(date))
  }
  return { offsetMinutes: settings.offsetMinutes ?? CHINA_OFFSET_MINUTES, officeHours, holidays, makeUpDays }
}

function checkOfficeHours(officeHours: readonly OfficeHours[]): void {
  let previous = 0
  for (const { fromMinute, toMinute } of officeHours) {
    if (!(fromMinute >= previous && toMinute > fromMinute && toMinute <= 24 * 60)) {
      throw new RangeError(
        `Office hours must follow each other within a day, but one runs from minute ${fromMinute} to ${toMinute}.`,
      )
    }
    previous = toMinute
  }
  if (officeHours.length === 0) throw new RangeError('A calendar needs office hours, but none were given.')
}

/** Days since 1970-01-01 of a date written YYYY-MM-DD. */
function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/** The day, in the calendar's time zone, in which an instant lies. */
export function dayOf(instantMs: number, calendar: Calendar): number {
  return Math.floor((instantMs + calendar.offsetMinutes * MINUTE) / DAY)
}

/** Whether the office works on a day: make-up days and weekdays, without public holidays. */
export function isWorkingDay(day: number, calendar: Calendar): boolean {
  if (calendar.makeUpDays.has(day)) return true
  if (calendar.holidays.has(day)) return false
  // 1970-01-01 was a Thursday; Monday is 0.
  return (((day + 3) % 7) + 7) % 7 < 5
}

/** Length of one working day: the sum of its office hours, in milliseconds. */
export function workingDayMs(calendar: Calendar): number {
  return calendar.officeHours.reduce((sum, hours) => sum + (hours.toMinute - hours.fromMinute) * MINUTE, 0)
}

/**
 * The instant at which so many working days (may be a fraction) have passed since `startMs`. Only office hours count:
 * from Friday 17:00, one working day ends on Monday at 17:00; from Friday 20:00 or Saturday, on Monday at 18:00.
 */
export function addWorkingTime(startMs: number, workingDays: number, calendar: Calendar): number {
  if (!(workingDays > 0)) throw new RangeError(`Working days must be positive, but they are ${workingDays}.`)
  return addWorkingMs(startMs, workingDays * workingDayMs(calendar), calendar)
}

/** The instant at which so many milliseconds of office hours have passed since `startMs`. */
export function addWorkingMs(startMs: number, workingMs: number, calendar: Calendar): number {
  let leftMs = workingMs
  for (const [fromMs, toMs] of officeStretches(startMs, calendar)) {
    if (leftMs <= toMs - fromMs) return fromMs + leftMs
    leftMs -= toMs - fromMs
  }
  throw new Error('Office stretches never end.')
}

/** The first instant at or after `instantMs` at which the office works. */
export function nextWorkingInstant(instantMs: number, calendar: Calendar): number {
  for (const [fromMs] of officeStretches(instantMs, calendar)) return fromMs
  throw new Error('Office stretches never end.')
}

/** Milliseconds of office hours in [startMs, endMs); 0 where the end is not after the start. */
export function workingTimeBetween(startMs: number, endMs: number, calendar: Calendar): number {
  let sum = 0
  for (const [fromMs, toMs] of officeStretches(startMs, calendar)) {
    if (fromMs >= endMs) break
    sum += Math.min(toMs, endMs) - fromMs
  }
  return sum
}

/** The stretches of office hours from an instant on, the first one cut to start there; without end. */
function* officeStretches(startMs: number, calendar: Calendar): Generator<[fromMs: number, toMs: number]> {
  for (let day = dayOf(startMs, calendar); ; day += 1) {
    if (!isWorkingDay(day, calendar)) continue
    const midnightMs = day * DAY - calendar.offsetMinutes * MINUTE
    for (const { fromMinute, toMinute } of calendar.officeHours) {
      const toMs = midnightMs + toMinute * MINUTE
      if (toMs > startMs) yield [Math.max(startMs, midnightMs + fromMinute * MINUTE), toMs]
    }
  }
}
