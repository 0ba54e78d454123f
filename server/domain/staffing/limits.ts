/**
 * When somebody has too much to do. The guidance for grids (domain.md, "Grids") is about 300 households in the country and 300 to
 * 500 in town: twice the one, or a little more than the other, is much for one person. Thirty open incidents are one a working day for six weeks.
 * Each can be asked for otherwise.
 */
export const MANY_HOUSEHOLDS = 600
export const MANY_OPEN_INCIDENTS = 30

/** Ends of covers and assignments are told so many days ahead, and those of certificates, which take longer to renew. */
export const ENDS_WITHIN_DAYS = 30
export const EXPIRES_WITHIN_DAYS = 60

export type LoadLimits = { households: number; openIncidents: number }
export const LOAD_LIMITS: LoadLimits = { households: MANY_HOUSEHOLDS, openIncidents: MANY_OPEN_INCIDENTS }

/** In which respect a load is over its limit. */
export function tooMany(
  load: { households: number | null; openIncidents: number },
  limits: LoadLimits,
): ('households' | 'openIncidents')[] {
  return [
    ...((load.households ?? 0) > limits.households ? (['households'] as const) : []),
    ...(load.openIncidents > limits.openIncidents ? (['openIncidents'] as const) : []),
  ]
}

/** Whether a qualification is over, or will be within so many days; null: neither. */
export function expiry(
  expiresOn: string | null,
  today: string,
  withinDays: number,
): 'expired' | 'expiring' | null {
  if (expiresOn === null) return null
  if (expiresOn < today) return 'expired'
  return (Date.parse(expiresOn) - Date.parse(today)) / 86_400_000 <= withinDays ? 'expiring' : null
}
