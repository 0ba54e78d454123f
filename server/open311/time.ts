import { Open311Error } from './open311-error.ts'

/** As the specification asks for: with the offset of a zone, never without. Seconds may be left out, and parts of them given. */
const FORM = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})$/

/** Years that a database and a calendar both know. */
const [EARLIEST, LATEST] = [Date.UTC(1970, 0, 2), Date.UTC(2106, 0, 1)]

/** Milliseconds since 1970 of a time like 2026-11-24T10:00:00+08:00. */
export function readTime(name: string, given: string): number {
  // In an address, a plus that nobody escaped is a space.
  const match = FORM.exec(given.replace(' ', '+'))
  const at = match ? Date.parse(`${match[1]}T${match[2]}${match[3]}`) : NaN
  const isDay = match !== null && isRealDay(match[1]!)
  if (isDay && at >= EARLIEST && at < LATEST) return at
  throw new Open311Error(
    400,
    `${name} must be a time like 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00, but it is "${given.slice(0, 40)}".`,
  )
}

/** The same the other way, on the clock of the county. */
export function writeTime(at: Date, offsetMs: (ms: number) => number): string {
  const offset = offsetMs(at.getTime())
  const minutes = Math.round(Math.abs(offset) / 60_000)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return new Date(at.getTime() + offset).toISOString().slice(0, 19) + zone
}

const DAY_MS = 86_400_000

/**
 * The beginning of the day of the county in which a time lies. When exactly something was reported is nobody's business: a neighbour may
 * have seen who stood there.
 */
export function dayOf(ms: number, offsetMs: (ms: number) => number): number {
  const local = ms + offsetMs(ms)
  return local - (((local % DAY_MS) + DAY_MS) % DAY_MS) - offsetMs(ms)
}

/** The last second of that day: by then, whatever the hour. */
export function endOfDay(ms: number, offsetMs: (ms: number) => number): number {
  return dayOf(ms, offsetMs) + DAY_MS - 1000
}

/**
 * From the first moment of the days that begin in a span to the one before the next: a search by what is shown, and by nothing finer.
 */
export function wholeDays(
  { from, to }: { from: number; to: number },
  offsetMs: (ms: number) => number,
): { from: number; before: number } {
  const first = dayOf(from, offsetMs)
  return { from: first < from ? first + DAY_MS : first, before: dayOf(to, offsetMs) + DAY_MS }
}

/** Dates that no month has are another day to Date. */
function isRealDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}
