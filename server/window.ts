import { CodedError } from './errors.ts'

/** Milliseconds since 1970; [from, to). */
export type Window = { from: number; to: number }

const DAY_MS = 86_400_000
const DEFAULT_WINDOW_MS = 30 * DAY_MS
const LONGEST_WINDOW_MS = 20 * 366 * DAY_MS

/** The window asked for in milliseconds; without `to` it ends now, without `from` it is 30 days. */
export function readWindow(input: { from?: string; to?: string }, now: number): Window {
  const to = input.to === undefined ? now : readTime(input.to)
  const from = input.from === undefined ? to - DEFAULT_WINDOW_MS : readTime(input.from)
  const came = `but the window is ${new Date(from).toISOString()} to ${new Date(to).toISOString()}.`
  if (from >= to) throw new CodedError('invalid_input', `"from" must be before "to", ${came}`)
  if (to - from > LONGEST_WINDOW_MS)
    throw new CodedError('invalid_input', `A window is at most 20 years, ${came}`)
  return { from, to }
}

/** The times that an incident may have (migrations, table incident): what lies beyond needs not be asked for. */
const EARLIEST = Date.UTC(1970, 0, 1)
const LATEST = Date.UTC(2106, 0, 1)

/** Milliseconds of an RFC 3339 time. The schema lets through a few that no calendar has, like a 31st of February. */
export function readTime(text: string): number {
  const ms = Date.parse(text)
  if (ms >= EARLIEST && ms <= LATEST) return ms
  throw new CodedError('invalid_input', `A time must be RFC 3339, from 1970 to 2105, but it is "${text}".`)
}
