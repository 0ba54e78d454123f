import { toDegrees, type Ring, type Shape } from '../domain/coverage/shape.ts'

/** A shape as GeoJSON MultiPolygon coordinates in degrees: rings closed, as RFC 7946 asks. */
export function toMultiPolygon(shape: Shape): { type: 'MultiPolygon'; coordinates: number[][][][] } {
  return { type: 'MultiPolygon', coordinates: shape.map((polygon) => polygon.map(toPositions)) }
}

function toPositions(ring: Ring): number[][] {
  const positions: number[][] = []
  for (let i = 0; i < ring.length; i += 2)
    positions.push([toDegrees(ring[i] ?? 0), toDegrees(ring[i + 1] ?? 0)])
  positions.push([toDegrees(ring[0] ?? 0), toDegrees(ring[1] ?? 0)])
  return positions
}
