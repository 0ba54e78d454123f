import { instantOf, localMidnight } from '../../domain/local-date.ts'
import type { DaySpan } from './track.ts'

const DAY_MS = 86_400_000

/** The moments at which a day of the county (YYYY-MM-DD) begins and ends, also where clocks are changed on it. */
export function daySpan(day: string, offsetMs: (ms: number) => number): DaySpan {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY_MS
  return { from: new Date(localMidnight(day, offsetMs)), to: new Date(instantOf(next, offsetMs)) }
}
