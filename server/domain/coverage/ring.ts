import type { Ring, Shape } from './shape.ts'

/** Bounds as minX, minY, maxX, maxY, in the units of what they are about. */
export type Bounds = [minX: number, minY: number, maxX: number, maxY: number]

/**
 * Twice the signed area of a ring in square units, positive when counter-clockwise. Exact while the ring's extent stays
 * under 4.7e7 units (4.7 degrees): products and their sum then fit into 53 bits.
 */
export function doubledArea(ring: Ring): number {
  const originX = ring[0] ?? 0
  const originY = ring[1] ?? 0
  let sum = 0
  let x = (ring.at(-2) ?? 0) - originX
  let y = (ring.at(-1) ?? 0) - originY
  for (let i = 0; i < ring.length; i += 2) {
    const nextX = ring[i]! - originX
    const nextY = ring[i + 1]! - originY
    sum += x * nextY - nextX * y
    x = nextX
    y = nextY
  }
  return sum
}

/** The same ring the other way round. */
export function reversed(ring: Ring): Ring {
  const turned: Ring = []
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i]!, ring[i + 1]!)
  return turned
}

/** The ring of a polygon the way it must run: outer rings counter-clockwise, holes clockwise. */
export function oriented(ring: Ring, isOuter: boolean): Ring {
  return doubledArea(ring) > 0 === isOuter ? ring : reversed(ring)
}

export function isCounterClockwise(ring: Ring): boolean {
  return doubledArea(ring) > 0
}

export function ringBounds(ring: ArrayLike<number>): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    bounds[0] = Math.min(bounds[0], ring[i]!)
    bounds[1] = Math.min(bounds[1], ring[i + 1]!)
    bounds[2] = Math.max(bounds[2], ring[i]!)
    bounds[3] = Math.max(bounds[3], ring[i + 1]!)
  }
  return bounds
}

/** Bounds of all parts; holes lie inside and do not matter. */
export function shapeBounds(shape: Shape): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer] of shape) {
    if (!outer) continue
    const [minX, minY, maxX, maxY] = ringBounds(outer)
    bounds[0] = Math.min(bounds[0], minX)
    bounds[1] = Math.min(bounds[1], minY)
    bounds[2] = Math.max(bounds[2], maxX)
    bounds[3] = Math.max(bounds[3], maxY)
  }
  return bounds
}
