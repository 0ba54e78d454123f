/** A published version, and the day (YYYY-MM-DD) from which it holds. */
export type Dated = { version: number; validFrom: string }

/**
 * The first day from which the next version can hold: not before today, for what was done then was done by the list of then; and
 * not before a version that is published already, so that a later version is always the later one.
 */
export function earliestDay(versions: readonly Dated[], today: string): string {
  return versions.reduce((day, { validFrom }) => (validFrom > day ? validFrom : day), today)
}
