const FIRST_MS = 2000

/**
 * How long to wait before coming again after so many failures in a row (1 for the first), in milliseconds: twice as long each time, up to
 * `longestMs`, and spread by `random` (0 to 1) over the latter half of it, so that not all come back at once.
 */
export function backOffMs(failures: number, random: number, longestMs: number): number {
  const whole = Math.min(longestMs, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return whole / 2 + (whole / 2) * random
}
