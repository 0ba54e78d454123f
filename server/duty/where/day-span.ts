import type { DaySpan } from './track.ts'

const DAY_MS = 86_400_000

/** The moments at which a day of the county (YYYY-MM-DD) begins and ends, also where clocks are changed on it. */
export function daySpan(day: string, offsetMs: (ms: number) => number): DaySpan {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return { from: localMoment(midnight, offsetMs), to: localMoment(midnight + DAY_MS, offsetMs) }
}

function localMoment(local: number, offsetMs: (ms: number) => number): Date {
  const guess = local - offsetMs(local)
  return new Date(local - offsetMs(guess))
}
