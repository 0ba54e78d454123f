const EARTH_RADIUS_METRES = 6_371_008.8
const RADIANS = Math.PI / 180

/** A place in degrees. */
export type Place = { lon: number; lat: number }

/** The great-circle distance of two places, by the haversine formula on the mean sphere (IUGG). */
export function metresBetween(a: Place, b: Place): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2)
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2)
  const h = sinLat ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLon ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
