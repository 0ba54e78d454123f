/** How fresh what a wall shows is: live, late (greyed, with the time of the last update) or stale (with a banner). */
export type Heard = 'live' | 'late' | 'stale'

const LATE_AFTER_MS = 60_000
const STALE_AFTER_MS = 180_000

/**
 * `connected`: whether the stream runs; `pictureAt` and `now`: when the picture was reckoned and what time it is, both by the server's
 * clock (milliseconds). Live only where both hold.
 */
export function heardOf(connected: boolean, pictureAt: number | null, now: number): Heard {
  const age = pictureAt === null ? Infinity : now - pictureAt
  if (age > STALE_AFTER_MS) return 'stale'
  return connected && age < LATE_AFTER_MS ? 'live' : 'late'
}
