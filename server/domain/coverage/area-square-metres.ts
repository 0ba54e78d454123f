import { UNITS_PER_DEGREE, type Ring, type Shape } from './shape.ts'

/** Eccentricity squared of the WGS 84 ellipsoid, and the radius of the sphere of the same surface, in metres. */
const E2 = 0.00669437999014
const AUTHALIC_RADIUS = 6_371_007.181

const E = Math.sqrt(E2)
const Q_POLE = q(1)

/**
 * Area of a shape in square metres on WGS 84, its edges straight in longitude and latitude. The ellipsoid is mapped to
 * the authalic sphere, which keeps areas (Snyder, Map Projections: A Working Manual, 1987, equations 3-11 and 3-12).
 */
export function areaSquareMetres(shape: Shape): number {
  let sum = 0
  for (const polygon of shape) for (const ring of polygon) sum += signedSquareMetres(ring)
  return sum
}

function signedSquareMetres(ring: Ring): number {
  let sum = 0
  let x = ring.at(-2) ?? 0
  let height = heightOnSphere(ring.at(-1) ?? 0)
  const base = height
  for (let i = 0; i < ring.length; i += 2) {
    const nextX = ring[i]!
    const nextHeight = heightOnSphere(ring[i + 1]!)
    sum -= ((nextX - x) * (height - base + nextHeight - base)) / 2
    x = nextX
    height = nextHeight
  }
  return (sum * Math.PI * AUTHALIC_RADIUS ** 2) / (180 * UNITS_PER_DEGREE)
}

/** Sine of the authalic latitude: on the sphere, areas are proportional to it. */
function heightOnSphere(y: number): number {
  return q(Math.sin((y * Math.PI) / (180 * UNITS_PER_DEGREE))) / Q_POLE
}

function q(sine: number): number {
  const es = E * sine
  return (1 - E2) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * E))
}
