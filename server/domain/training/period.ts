/** What a plan is for: a year ('2026') or a quarter ('2026-Q3'). */
const PERIOD = /^(\d{4})(?:-Q([1-4]))?$/

/** The first day of a period and the first one after it, as YYYY-MM-DD; null for another text. */
export function daysOfPeriod(period: string): { from: string; to: string } | null {
  const match = PERIOD.exec(period)
  if (match === null) return null
  const year = Number(match[1])
  if (year < 1970 || year > 2105) return null
  const [first, months] = match[2] === undefined ? [0, 12] : [(Number(match[2]) - 1) * 3, 3]
  const day = (month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
  return { from: day(first), to: day(first + months) }
}
