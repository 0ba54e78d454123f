/** As quarters are named: 2026-Q3. */
export const QUARTER_PATTERN = '^20[0-9]{2}-Q[1-4]$'

/** Whether a text, as one finds it in an address, is the name of a quarter. */
export function isQuarterName(text: string): boolean {
  return new RegExp(QUARTER_PATTERN).test(text)
}

/** The quarter so many after (before, where negative) another: 2026-Q1 and -1 give 2025-Q4. */
export function movedQuarter(name: string, by: number): string {
  const number = Number(name.slice(0, 4)) * 4 + Number(name.slice(6)) - 1 + by
  return `${Math.floor(number / 4)}-Q${(((number % 4) + 4) % 4) + 1}`
}

/** The months of a quarter by their first days: 2026-Q3 has 2026-07-01, 2026-08-01, 2026-09-01. */
export function monthsOf(name: string): string[] {
  const first = (Number(name.slice(6)) - 1) * 3 + 1
  return [0, 1, 2].map((i) => `${name.slice(0, 4)}-${String(first + i).padStart(2, '0')}-01`)
}

/** An instant in the middle of a quarter, in any time zone: milliseconds since 1970. */
export function middleOf(name: string): number {
  return Date.parse(`${monthsOf(name)[1]!.slice(0, 8)}15T12:00:00Z`)
}
