import { checkOfficeHours, dayOfDate, type CalendarDay, type OfficeHours } from './calendar.ts'

/** A stretch of days that differ from the week, as somebody enters it; `last` is meant too. */
export type CalendarEntry = {
  first: string
  last: string
  kind: CalendarDay['kind']
  name: string | null
  nameEn: string | null
}

/** A day that differs from the week, with what it is called. */
export type NamedDay = CalendarDay & { name: string | null; nameEn: string | null }

/** A holiday of the State Council has nine days at most; whoever enters more than these has mistyped a year. */
export const MOST_ENTRY_DAYS = 60

/** Years that the calendar knows. */
export const CALENDAR_YEARS = { first: 2000, last: 2099 } as const

export const LONGEST_DAY_NAME = 60

const DAY_MS = 86_400_000

/** From this month on (January is 1) the days of the next year are to be entered: the notice comes in October or November. */
const NOTICE_MONTH = 11

/** Whether a text is a day of the calendar's years: 2027-02-29 is none. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const year = Number(text.slice(0, 4))
  const day = dayOfDate(text)
  return year >= CALENDAR_YEARS.first && year <= CALENDAR_YEARS.last && dateOfDay(day) === text
}

/** The date, as YYYY-MM-DD, of a day counted since 1970-01-01. */
export function dateOfDay(day: number): string {
  return Number.isFinite(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : ''
}

/** The dates of a stretch; null where an end is no date, or the stretch is backwards or too long. */
export function datesOf({ first, last }: { first: string; last: string }): string[] | null {
  if (!isCalendarDate(first) || !isCalendarDate(last)) return null
  const from = dayOfDate(first)
  const count = dayOfDate(last) - from + 1
  if (count < 1 || count > MOST_ENTRY_DAYS) return null
  return Array.from({ length: count }, (_, i) => dateOfDay(from + i))
}

/** Years whose days are to be entered by now: this one, and from November on the next. `today`: YYYY-MM-DD. */
export function yearsToEnter(entered: readonly number[], today: string): number[] {
  const year = Number(today.slice(0, 4))
  const expected = Number(today.slice(5, 7)) >= NOTICE_MONTH ? [year, year + 1] : [year]
  return expected.filter((wanted) => !entered.includes(wanted))
}

/** Reads office hours like "08:30-12:00,14:00-18:00". Throws a RangeError that says what was expected. */
export function readOfficeHours(text: string): OfficeHours[] {
  const hours = text.split(',').map((part) => {
    const [from, to, ...more] = part.trim().split('-').map(readMinute)
    if (from == null || to == null || more.length > 0) {
      throw new RangeError(
        `Office hours are like 08:30-12:00,14:00-18:00, but they are ${JSON.stringify(text)}.`,
      )
    }
    return { fromMinute: from, toMinute: to }
  })
  checkOfficeHours(hours)
  return hours
}

function readMinute(text: string): number | null {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim())
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}

/** Office hours as readOfficeHours takes them. */
export function writeOfficeHours(hours: readonly OfficeHours[]): string {
  return hours.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}-${clock(toMinute)}`).join(',')
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** Stretches of days that follow each other and are called the same, in order. */
export function stretchesOf(days: readonly NamedDay[]): CalendarEntry[] {
  const stretches: CalendarEntry[] = []
  for (const { date, kind, name, nameEn } of days.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const last = stretches.at(-1)
    const isNext = last !== undefined && dayOfDate(date) === dayOfDate(last.last) + 1
    if (isNext && last.kind === kind && last.name === name && last.nameEn === nameEn) last.last = date
    else stretches.push({ first: date, last: date, kind, name, nameEn })
  }
  return stretches
}

/** A stretch as readCalendarLines takes it. */
export function writeCalendarLine({ first, last, kind, name, nameEn }: CalendarEntry): string {
  const names = nameEn === null ? (name ?? '') : `${name ?? ''} / ${nameEn}`
  return `${first === last ? first : `${first}..${last}`} ${kind} ${names}`.trimEnd()
}

const KINDS: Readonly<Record<string, CalendarDay['kind']>> = {
  holiday: 'holiday',
  off: 'holiday',
  休: 'holiday',
  放假: 'holiday',
  workday: 'workday',
  work: 'workday',
  班: 'workday',
  上班: 'workday',
}

const LINE =
  /^(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|~|～|至)\s*(\d{4}-\d{2}-\d{2}))?[\s,，]+([^\s,，]+)(?:[\s,，]+(.*))?$/u

/**
 * Reads a list of days, one stretch a line: "2026-10-01..2026-10-07 holiday 国庆节 / National Day". The kind may be 休 or
 * 班 too; names may be left out; empty lines and those that begin with # count for nothing. `faults` are the lines, from
 * 1, that are none.
 */
export function readCalendarLines(text: string): {
  entries: CalendarEntry[]
  faults: { line: number; text: string }[]
} {
  const entries: CalendarEntry[] = []
  const faults: { line: number; text: string }[] = []
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const entry = readLine(line)
    if (entry) entries.push(entry)
    else faults.push({ line: i + 1, text: line })
  }
  return { entries, faults }
}

function readLine(line: string): CalendarEntry | null {
  const match = LINE.exec(line)
  const kind = KINDS[match?.[3]?.toLowerCase() ?? '']
  if (!match || !kind) return null
  const [name = '', nameEn = ''] = (match[4] ?? '').split('/').map((part) => part.trim())
  const entry = {
    first: match[1]!,
    last: match[2] ?? match[1]!,
    kind,
    name: name || null,
    nameEn: nameEn || null,
  }
  const isTooLong = name.length > LONGEST_DAY_NAME || nameEn.length > LONGEST_DAY_NAME
  return datesOf(entry) === null || isTooLong ? null : entry
}
