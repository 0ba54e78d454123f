import { addWorkingTime, type Calendar } from '../../domain/calendar.ts'
import { lastObjectionDay } from '../../domain/commendation/objection-days.ts'

const DAY = 86_400_000
const OFFSET = 8 * 3_600_000

/** When steps of a nomination were taken. */
export type Timetable = {
  nominated: Date
  reviewed: Date
  publicised: Date
  publicisedOn: string
  lastObjectionDay: string
  objected: Date
  answered: Date
  decided: Date
  published: Date
}

/** The county's day of an instant. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + OFFSET).toISOString().slice(0, 10)
}

/** Steps on working days one after the other, the first one soon after `from`; objections for five working days. None after `now`. */
export function timetable(from: number, calendar: Calendar, minutes: number, now: Date): Timetable {
  const after = (start: number, days: number): Date => {
    return new Date(Math.min(addWorkingTime(start, days, calendar) + minutes * 60_000, now.getTime()))
  }
  const nominated = after(from, 2.35)
  const reviewed = after(nominated.getTime(), 1.8)
  const publicised = after(reviewed.getTime(), 0.6)
  const last = lastObjectionDay(dayOf(publicised), 5, 'working', calendar)
  const overMs = Date.parse(`${last}T00:00:00Z`) - OFFSET + DAY
  return {
    nominated,
    reviewed,
    publicised,
    publicisedOn: dayOf(publicised),
    lastObjectionDay: last,
    objected: after(publicised.getTime(), 1.3),
    answered: after(publicised.getTime(), 2.7),
    decided: after(overMs, 0.5),
    published: after(overMs, 1.3),
  }
}
