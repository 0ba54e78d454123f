import { metresBetween, type Place } from '../duty/metres-between.ts'

/** Roads are so much longer than the line through the air; a usual figure for villages and fields. */
export const DETOUR = 1.4

/** How fast an operator gets about, by electric bicycle. */
export const KILOMETRES_PER_HOUR = 20

/** How long it likely takes to get so far (metres through the air), in minutes. An estimate: no roads are known. */
export function likelyMinutes(metres: number): number {
  return (metres * DETOUR * 60) / (KILOMETRES_PER_HOUR * 1000)
}

/** The one of some that is nearest to a place, or null where there is none. */
export function nearestTo<Found extends Place>(
  place: Place,
  others: readonly Found[],
): { found: Found; metres: number } | null {
  const shrink = Math.cos((place.lat * Math.PI) / 180) ** 2
  let found: Found | null = null
  let least = Infinity
  for (const other of others) {
    // Within a county the plane puts places in the same order as the sphere, at a fraction of the cost.
    const distance = (other.lat - place.lat) ** 2 + shrink * (other.lon - place.lon) ** 2
    if (distance >= least) continue
    least = distance
    found = other
  }
  return found && { found, metres: metresBetween(place, found) }
}
