type Place = { lon: number; lat: number }
type Area = { coordinates: number[][][][] }

const METRES_PER_DEGREE = 111_195

/** Whether a place lies in an area; degrees. On the line itself either may come out. */
export function isInside({ lon, lat }: Place, { coordinates }: Area): boolean {
  let inside = false
  for (const ring of coordinates.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax = 0, ay = 0] = ring[i]!
      const [bx = 0, by = 0] = ring[j]!
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

/** Metres from a place to the nearest edge of an area; 0 inside of it. On a plane about the place: good within a county. */
export function metresToArea(place: Place, area: Area): number {
  if (isInside(place, area)) return 0
  const across = METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180)
  const toPlane = ([lon = 0, lat = 0]: number[]): [number, number] => [
    (lon - place.lon) * across,
    (lat - place.lat) * METRES_PER_DEGREE,
  ]
  let nearest = Infinity
  for (const ring of area.coordinates.flat()) {
    const points = ring.map(toPlane)
    for (let i = 1; i < points.length; i += 1)
      nearest = Math.min(nearest, toSegment(points[i - 1]!, points[i]!))
  }
  return nearest
}

/** From the origin to a segment. */
function toSegment([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + part * dx, ay + part * dy)
}
