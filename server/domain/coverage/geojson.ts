import { oriented } from './ring.ts'
import { toDegrees, toUnits, type Ring, type Shape } from './shape.ts'

type MultiPolygon = { type: 'MultiPolygon'; coordinates: number[][][][] }
type Polygon = { type: 'Polygon'; coordinates: number[][][] }

/** A shape as GeoJSON MultiPolygon coordinates in degrees: rings closed, as RFC 7946 asks. */
export function toMultiPolygon(shape: Shape): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: shape.map((polygon) => polygon.map(toPositions)) }
}

/**
 * The shape of a GeoJSON polygon, to the nearest 1e-7 degree: what `toMultiPolygon` wrote comes back digit by digit.
 * Rings may run either way and be closed or not; whether they are a valid shape is not looked at.
 */
export function fromGeoJson(geometry: MultiPolygon | Polygon): Shape {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.map((polygon) => polygon.map((positions, i) => oriented(toRing(positions), i === 0)))
}

function toPositions(ring: Ring): number[][] {
  const positions: number[][] = []
  for (let i = 0; i < ring.length; i += 2)
    positions.push([toDegrees(ring[i] ?? 0), toDegrees(ring[i + 1] ?? 0)])
  positions.push([toDegrees(ring[0] ?? 0), toDegrees(ring[1] ?? 0)])
  return positions
}

function toRing(positions: readonly number[][]): Ring {
  const ring = positions.flatMap(([longitude, latitude]) => [toUnits(longitude ?? 0), toUnits(latitude ?? 0)])
  const isClosed = ring.length > 2 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1)
  return isClosed ? ring.slice(0, -2) : ring
}
