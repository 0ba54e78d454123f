import { labelPoint } from './label-point.ts'
import type { Shape } from './shape.ts'

const METRES_PER_UNIT = 0.01113195

/** Diameter of about the largest circle that fits into a shape, in metres. */
export function widthMetres(shape: Shape): number {
  const [x, y] = labelPoint(shape)
  const east = METRES_PER_UNIT * Math.cos(((y / 1e7) * Math.PI) / 180)
  let nearest = Infinity
  for (const ring of shape.flat()) {
    for (let i = 0, last = ring.length - 2; i < ring.length; last = i, i += 2) {
      const ax = (ring[last]! - x) * east
      const ay = (ring[last + 1]! - y) * METRES_PER_UNIT
      const bx = (ring[i]! - x) * east
      const by = (ring[i + 1]! - y) * METRES_PER_UNIT
      const length = (bx - ax) ** 2 + (by - ay) ** 2
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / length))
      nearest = Math.min(nearest, Math.hypot(ax + along * (bx - ax), ay + along * (by - ay)))
    }
  }
  return Number.isFinite(nearest) ? 2 * nearest : 0
}
