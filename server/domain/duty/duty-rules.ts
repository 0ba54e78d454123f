const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What holds for duty and positions (docs/decisions/0022-duty-and-positions.md). Times in milliseconds. */
export const DUTY_RULES = {
  /** A session ends by itself after this long. */
  longestMs: 8 * HOUR_MS,
  /** After this long without a sign of life the battery or the signal is taken to be gone. */
  silenceMs: 2 * HOUR_MS,
  /** A position may be this far ahead of the server's clock. */
  slackMs: 2 * MINUTE_MS,
  /** Positions that are less accurate are of no visit. */
  worstAccuracyMetres: 100,
  /** Nobody on a round is faster: a position further off is a jump. */
  mostKmh: 150,
  /** What is known of where somebody was is erased after this many days. */
  keptDays: 30,
} as const

/** The oldest moment of which positions are still taken: the days before it are being erased. */
export function oldestTaken(nowMs: number): number {
  return nowMs - (DUTY_RULES.keptDays - 1) * DAY_MS
}
