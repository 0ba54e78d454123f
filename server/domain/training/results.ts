/** What came of somebody's attendance. There are no marks: nobody is ranked by them. */
export const RESULTS = ['passed', 'not_passed', 'absent'] as const
export type TrainingResult = (typeof RESULTS)[number]

/** What passing a course is kept as (server/operators); null: as nothing. */
export type Gives = 'training' | 'certificate' | null

/**
 * The last day on which something that was obtained on a day is good, `months` later: the same day of that month, or its last one.
 * Days are YYYY-MM-DD.
 */
export function lastGoodDay(obtainedOn: string, months: number): string {
  const [year, month, day] = obtainedOn.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10)
}
