type Place = { lon: number; lat: number }

const METRES_PER_DEGREE = 111_320

/** Metres between two places, on a plane: good to a thousandth within a county. */
export function metresBetween(a: Place, b: Place): number {
  const width = (b.lon - a.lon) * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(width, b.lat - a.lat) * METRES_PER_DEGREE
}
