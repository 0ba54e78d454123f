import { floorTo } from './time-buckets.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Deadlines by the calendar of whoever asks, rather than by the clock: a link or a saved filter means the same tomorrow. */
export const DUE_CHOICES = ['overdue', 'today', 'threeDays', 'week'] as const
export type DueChoice = (typeof DUE_CHOICES)[number]

/**
 * The deadlines that a choice is about, milliseconds since 1970, [from, to): overdue is everything before now; today,
 * today and the two days after it, and the week from Monday are whole days of the county, also what passed this morning.
 * `offsetMs` is local time minus UTC at an instant.
 */
export function dueWindow(
  choice: DueChoice,
  nowMs: number,
  offsetMs: (ms: number) => number,
): { from: number | null; to: number } {
  if (choice === 'overdue') return { from: null, to: nowMs }
  const from = floorTo(nowMs, choice === 'week' ? 'week' : 'day', offsetMs)
  const days = { today: 1, threeDays: 3, week: 7 }[choice]
  // From noon, so that a day of 23 or 25 hours is one day still.
  return { from, to: floorTo(from + days * DAY + 12 * HOUR, 'day', offsetMs) }
}
