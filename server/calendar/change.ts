import type { Db } from '../db/connect.ts'
import {
  CALENDAR_YEARS,
  datesOf,
  LONGEST_DAY_NAME,
  MOST_ENTRY_DAYS,
  readOfficeHours,
  stretchesOf,
  writeCalendarLine,
  writeOfficeHours,
  type CalendarEntry,
  type NamedDay,
} from '../domain/calendar-entry.ts'
import { StartError } from '../errors.ts'
import { noteWith, type Doer } from '../events/note-event.ts'
import { deleteDays, lockStored, writeDays, writeHours } from './queries.ts'

// Each change and its event are one transaction. What does not fit is a StartError in plain words; then nothing is changed.

/** Enters stretches of days, in place of what was said of these days before. Returns how many days differ now. */
export async function setDays(db: Db, doer: Doer, entries: readonly CalendarEntry[]): Promise<number> {
  const wanted = entries.flatMap(daysOf)
  const twice = wanted.find(({ date }, i) => wanted.findIndex((other) => other.date === date) !== i)
  if (twice) throw new StartError(`The day ${twice.date} comes twice.`)
  return db.transaction().execute(async (trx) => {
    const known = new Map((await lockStored(trx)).days.map((day) => [day.date, day]))
    const changed = wanted.filter((day) => !isSame(day, known.get(day.date)))
    if (changed.length === 0) return 0
    await writeDays(trx, changed)
    const before = changed.flatMap(({ date }) => known.get(date) ?? [])
    await noteWith(trx, doer, 'calendar', { set: describe(changed), before: describe(before) })
    return changed.length
  })
}

/** Lets the week count again on the days of a stretch. Returns how many days differed. */
export async function removeDays(
  db: Db,
  doer: Doer,
  stretch: { first: string; last: string },
): Promise<number> {
  const dates = new Set(checkedDates(stretch))
  return db.transaction().execute(async (trx) => {
    const before = (await lockStored(trx)).days.filter(({ date }) => dates.has(date))
    if (before.length === 0) return 0
    await deleteDays(trx, [...dates])
    await noteWith(trx, doer, 'calendar', { removed: describe(before) })
    return before.length
  })
}

/** Sets the office hours ("08:30-12:00,14:00-18:00") and the weekdays that are worked, 1 for Monday to 7. */
export async function setHours(
  db: Db,
  doer: Doer,
  { weekdays, hours }: { weekdays: readonly number[]; hours: string },
): Promise<void> {
  const days = [...new Set(weekdays)].toSorted()
  if (days.length === 0 || days.some((day) => !(Number.isInteger(day) && day >= 1 && day <= 7))) {
    throw new StartError(`Weekdays are some of 1 (Monday) to 7 (Sunday), but they are "${weekdays.join()}".`)
  }
  const text = writeOfficeHours(checkedHours(hours))
  await db.transaction().execute(async (trx) => {
    const before = await lockStored(trx)
    if (before.hours === text && before.weekdays.join() === days.join()) return
    await writeHours(trx, days, text)
    await noteWith(trx, doer, 'calendar', {
      hours: text,
      weekdays: days.join(),
      before: `${before.hours} on ${before.weekdays.join()}`,
    })
  })
}

function daysOf(entry: CalendarEntry): NamedDay[] {
  const { kind, name, nameEn } = entry
  for (const text of [name, nameEn]) {
    if (text !== null && (text.trim() === '' || text.length > LONGEST_DAY_NAME || /[\n/]/.test(text))) {
      throw new StartError(
        `A day's name has 1 to ${LONGEST_DAY_NAME} characters in one line without "/", but it is ${JSON.stringify(text)}.`,
      )
    }
  }
  return checkedDates(entry).map((date) => ({ date, kind, name, nameEn }))
}

function checkedDates(stretch: { first: string; last: string }): string[] {
  const dates = datesOf(stretch)
  if (dates) return dates
  const { first, last } = stretch
  throw new StartError(
    `Days are dates like 2026-10-01 from ${CALENDAR_YEARS.first} to ${CALENDAR_YEARS.last}, at most ${MOST_ENTRY_DAYS} in ` +
      `one stretch, but they are ${JSON.stringify(first === last ? first : `${first}..${last}`)}.`,
  )
}

function checkedHours(hours: string) {
  try {
    return readOfficeHours(hours)
  } catch (error) {
    throw new StartError((error as RangeError).message)
  }
}

function isSame(day: NamedDay, other: NamedDay | undefined): boolean {
  return day.kind === other?.kind && day.name === other.name && day.nameEn === other.nameEn
}

function describe(days: readonly NamedDay[]): string {
  return stretchesOf(days).map(writeCalendarLine).join('; ')
}
