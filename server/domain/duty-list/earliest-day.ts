/** A published version, and the day (YYYY-MM-DD) from which it holds. */
export type Dated = { version: number; validFrom: string }

/** The version that holds on a day: the latest that has begun; null: none has yet. */
export function inForceOn<Version extends Dated>(versions: readonly Version[], day: string): Version | null {
  return versions
    .filter(({ validFrom }) => validFrom <= day)
    .reduce<Version | null>(
      (latest, one) => (latest === null || one.version > latest.version ? one : latest),
      null,
    )
}

/**
 * The first day from which the next version can hold: not before today, for what was done then was done by the list of then; and
 * not before a version that is published already, so that a later version is always the later one.
 */
export function earliestDay(versions: readonly Dated[], today: string): string {
  return versions.reduce((day, { validFrom }) => (validFrom > day ? validFrom : day), today)
}
