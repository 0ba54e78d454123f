import { readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import {
  CALENDAR_YEARS,
  readCalendarLines,
  stretchesOf,
  writeCalendarLine,
  yearsToEnter,
  type CalendarEntry,
} from '../domain/calendar-entry.ts'
import { StartError } from '../errors.ts'
import { COMMAND } from '../events/note-event.ts'
import { removeDays, setDays, setHours } from './change.ts'
import { readStored, readYears } from './queries.ts'

export const CALENDAR_USAGE = `  calendar list [YEAR]        holidays and make-up days, as "calendar load" takes them, and the office hours
  calendar set DATE[..DATE] holiday|workday [--name N] [--name-en N]
  calendar load < FILE        a line each: 2026-10-01..2026-10-07 holiday 国庆节 / National Day
  calendar remove DATE[..DATE]                the week counts there again
  calendar hours 08:30-12:00,14:00-18:00 [--weekdays 1,2,3,4,5]
                              changes count for deadlines that are set from then on`

/** What the command needs from the terminal. */
export type Terminal = {
  say: (message: string) => void
  print: (line: string) => void
  readInput: () => string
  now: number
}

const OPTIONS = { name: text, 'name-en': text, weekdays: text }

/** Runs \`calendar …\`. Throws a StartError in plain words; nothing is half done. */
export async function runCalendarCommand(
  db: Db,
  given: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const { say } = terminal
  const { values, positionals } = readOptions(given, OPTIONS, CALENDAR_USAGE)
  const [action, ...words] = positionals
  const only = (count: number) => {
    if (words.length !== count) {
      throw new StartError(`calendar ${action} takes ${count} words, but there are ${words.length}.`)
    }
    return words
  }
  switch (action) {
    case 'list':
      return list(db, words.length === 0 ? null : readYear(only(1)[0]!), terminal)
    case 'set': {
      const [days, kind] = only(2)
      if (kind !== 'holiday' && kind !== 'workday') {
        throw new StartError(`A day is a holiday or a workday, but it is ${JSON.stringify(kind)}.`)
      }
      const name = { name: values.name ?? null, nameEn: values['name-en'] ?? null }
      return changed(await setDays(db, COMMAND, [{ ...readStretch(days!), kind, ...name }]), say)
    }
    case 'load':
      only(0)
      return changed(await setDays(db, COMMAND, readLines(terminal.readInput())), say)
    case 'remove':
      return changed(await removeDays(db, COMMAND, readStretch(only(1)[0]!)), say)
    case 'hours': {
      const [hours] = only(1)
      const weekdays = values.weekdays?.split(',').map(Number) ?? (await readStored(db)).weekdays
      await setHours(db, COMMAND, { hours: hours!, weekdays })
      return say('The office hours count for deadlines that are set from now on.')
    }
    default:
      throw new StartError(
        `calendar takes list, set, load, remove or hours, but it is ${JSON.stringify(positionals.join(' '))}.`,
      )
  }
}

async function list(db: Db, year: number | null, { say, print, now }: Terminal): Promise<void> {
  const { weekdays, hours, days } = await readStored(db, year)
  for (const stretch of stretchesOf(days)) print(writeCalendarLine(stretch))
  say(`Offices work ${hours} on the weekdays ${weekdays.join(',')} (1 is Monday).`)
  // In the county's time, which is China's.
  const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
  for (const missing of yearsToEnter(await readYears(db), today)) {
    say(`Warning: no day of ${missing} was entered: only weekends count as free.`)
  }
}

function readYear(text: string): number {
  const year = Number(text)
  if (Number.isInteger(year) && year >= CALENDAR_YEARS.first && year <= CALENDAR_YEARS.last) return year
  throw new StartError(
    `YEAR is from ${CALENDAR_YEARS.first} to ${CALENDAR_YEARS.last}, but it is ${JSON.stringify(text)}.`,
  )
}

function readStretch(text: string): { first: string; last: string } {
  const [first = '', last = first] = text.split('..')
  return { first, last }
}

function readLines(text: string): CalendarEntry[] {
  const { entries, faults } = readCalendarLines(text)
  if (faults.length > 0) {
    const [{ line, text: came }] = faults as [{ line: number; text: string }]
    throw new StartError(
      `Line ${line} should be like "2026-10-01..2026-10-07 holiday 国庆节 / National Day", but it is ${JSON.stringify(came)}.`,
    )
  }
  if (entries.length === 0) throw new StartError('There is no day in what was given.')
  return entries
}

function changed(days: number, say: (message: string) => void): void {
  say(
    days === 0
      ? 'Nothing changed: it was so already.'
      : `${days} days changed, for deadlines set from now on.`,
  )
}
