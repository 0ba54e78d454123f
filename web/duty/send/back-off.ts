const FIRST_MS = 2000
const LONGEST_MS = 120_000

/** How long to wait after so many failures in a row (1 for the first), spread by `random` (0 to 1), so that not all phones come back at once. */
export function backOffMs(failures: number, random: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return whole / 2 + (whole / 2) * random
}
