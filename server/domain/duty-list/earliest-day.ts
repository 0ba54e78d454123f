/** A published version, and the day (YYYY-MM-DD) from which it holds. */
export type Dated = { version: number; validFrom: string }

/**
 * The first day from which the next version can hold: not before today, for what was done then was done by the list of then; and
 * not before a version that is published already, so that a later version is always the later one.
 */
export function earliestDay(versions: readonly Dated[], today: string): string {
  return versions.reduce((day, { validFrom }) => (validFrom > day ? validFrom : day), today)
}

const FARTHEST_DAYS = 366

/**
 * The last day from which the next version can hold: a year ahead. A list cannot be taken back and none after it begins before it, so that a
 * slip in the year would bind the county for good.
 */
export function latestDay(earliest: string, today: string): string {
  const yearAhead = new Date(Date.parse(`${today}T00:00:00Z`) + FARTHEST_DAYS * 86_400_000)
  const day = yearAhead.toISOString().slice(0, 10)
  return day > earliest ? day : earliest
}
