const FIRST_MS = 2000
const LONGEST_MS = 30_000

/**
 * How long to wait before coming again after so many failures in a row (1 for the first), in milliseconds: twice as long each time, and
 * spread by `random` (0 to 1) from half of it to half more, so that a wall of screens does not come back at once.
 */
export function backOffMs(failures: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(failures, 30) - 1))
  return whole * (0.5 + random)
}
