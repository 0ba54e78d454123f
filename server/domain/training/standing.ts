import { expiry, EXPIRES_WITHIN_DAYS } from '../staffing/limits.ts'

/** How somebody's certificates stand on a day. All but `valid` are due to be trained. */
export const STANDINGS = ['none', 'expired', 'expiring', 'valid'] as const
export type Standing = (typeof STANDINGS)[number]

/** By the last good days of somebody's certificates (null: good for ever): the one that is good longest counts. */
export function standingOf(
  certificates: readonly (string | null)[],
  today: string,
  withinDays = EXPIRES_WITHIN_DAYS,
): { is: Standing; expiresOn: string | null } {
  if (certificates.length === 0) return { is: 'none', expiresOn: null }
  if (certificates.includes(null)) return { is: 'valid', expiresOn: null }
  const expiresOn = certificates.reduce((latest, one) => (one! > latest! ? one : latest))
  return { is: expiry(expiresOn, today, withinDays) ?? 'valid', expiresOn }
}

/** Whether somebody holds a certificate that is good today. */
export function isTrained(is: Standing): boolean {
  return is === 'valid' || is === 'expiring'
}

/**
 * A share over fewer operators than this would tell whose certificate it is, to people who do not see staff: of an area with fewer there
 * is no figure.
 */
export const FEWEST_OPERATORS = 5

/** Operators at work who hold a certificate that is good, of those there are. */
export type TrainedShare = { trained: number; operators: number }

export function trainedShare(standings: readonly Standing[]): TrainedShare | null {
  if (standings.length < FEWEST_OPERATORS) return null
  return { trained: standings.filter(isTrained).length, operators: standings.length }
}
