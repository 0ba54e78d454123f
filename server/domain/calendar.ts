const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** China keeps one time all year, eight hours ahead of UTC. */
export const CHINA_OFFSET_MINUTES = 480

/** A stretch of office hours, in minutes after midnight: half-open, [from, to). */
export type OfficeHours = { fromMinute: number; toMinute: number }

/** A day (YYYY-MM-DD) that differs from the week: off, or worked in exchange (调休上班). */
export type CalendarDay = { date: string; kind: 'holiday' | 'workday' }

/** What an office's working time is made of; the county's is in the tables office_hours and calendar_day. */
export type WorkingTimes = {
  /** Worked unless a day says otherwise: 1 is Monday, 7 Sunday. */
  weekdays: readonly number[]
  officeHours: readonly OfficeHours[]
  days: readonly CalendarDay[]
}

/** When an office works. Days are counted since 1970-01-01 in the calendar's own time zone. */
export type Calendar = {
  offsetMinutes: number
  weekdays: ReadonlySet<number>
  officeHours: readonly OfficeHours[]
  holidays: ReadonlySet<number>
  makeUpDays: ReadonlySet<number>
}

/**
 * A working calendar, in China's time: a zone without summer time. Throws a RangeError where office hours are not in
 * order, apart and within a day, or no weekday is worked: such a calendar would never reach a deadline.
 */
export function createCalendar({ weekdays, officeHours, days }: WorkingTimes): Calendar {
  checkOfficeHours(officeHours)
  if (weekdays.length === 0) throw new RangeError('A calendar needs a weekday that is worked, but has none.')
  const daysOf = (kind: CalendarDay['kind']) =>
    new Set(days.filter((day) => day.kind === kind).map(({ date }) => dayOfDate(date)))
  return {
    offsetMinutes: CHINA_OFFSET_MINUTES,
    weekdays: new Set(weekdays),
    officeHours,
    holidays: daysOf('holiday'),
    makeUpDays: daysOf('workday'),
  }
}

export function checkOfficeHours(officeHours: readonly OfficeHours[]): void {
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
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/** The day, in the calendar's time zone, in which an instant lies. */
export function dayOf(instantMs: number, calendar: Calendar): number {
  return Math.floor((instantMs + calendar.offsetMinutes * MINUTE) / DAY)
}

/** Whether the office works on a day: make-up days, and its weekdays without public holidays. */
export function isWorkingDay(day: number, calendar: Calendar): boolean {
  if (calendar.makeUpDays.has(day)) return true
  if (calendar.holidays.has(day)) return false
  return calendar.weekdays.has(weekdayOf(day))
}

/** 1 for a Monday to 7 for a Sunday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
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
