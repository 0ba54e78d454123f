/** So many wrong passwords in a row are forgiven: people mistype. */
export const FREE_FAILURES = 5

const FIRST_LOCK_SECONDS = 30
const LONGEST_LOCK_SECONDS = 900

/**
 * How many seconds an account takes no password after so many wrong ones in a row: half a minute after the fifth, twice
 * as long after each further one, a quarter of an hour at most. Guessing then takes years. Whoever keeps guessing keeps
 * the owner out as well; a new password from the administrator opens the account at once.
 */
export function lockSeconds(failures: number): number {
  if (failures < FREE_FAILURES) return 0
  return Math.min(LONGEST_LOCK_SECONDS, FIRST_LOCK_SECONDS * 2 ** (failures - FREE_FAILURES))
}
