/** Roads are so much longer than the line through the air; a usual figure for villages and fields. */
export const DETOUR = 1.4

/** How fast an operator gets about, by electric bicycle. */
export const KILOMETRES_PER_HOUR = 20

const EARTH_RADIUS_METRES = 6_371_008.8

/** Degrees. */
export type Place = { lon: number; lat: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres along the great circle between two places, by the formula of half-versed sines. */
export function greatCircleMetres(a: Place, b: Place): number {
  const half = (angle: number): number => Math.sin(radians(angle) / 2) ** 2
  const chord =
    half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon)
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** How long it likely takes to get so far (metres through the air), in minutes. An estimate: no roads are known. */
export function likelyMinutes(metres: number): number {
  return (metres * DETOUR * 60) / (KILOMETRES_PER_HOUR * 1000)
}

/** The one of some that is nearest to a place, or null where there is none. */
export function nearestTo<Found extends Place>(
  place: Place,
  others: readonly Found[],
): { found: Found; metres: number } | null {
  const shrink = Math.cos(radians(place.lat)) ** 2
  let found: Found | null = null
  let least = Infinity
  for (const other of others) {
    // Within a county the plane puts places in the same order as the sphere, at a fraction of the cost.
    const distance = (other.lat - place.lat) ** 2 + shrink * (other.lon - place.lon) ** 2
    if (distance >= least) continue
    least = distance
    found = other
  }
  return found && { found, metres: greatCircleMetres(place, found) }
}
