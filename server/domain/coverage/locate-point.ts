import type { Shape } from './shape.ts'

/**
 * Whether a point (integer units) lies in a shape, by the crossings of a ray towards larger x. Edges are half-open, so
 * every point of a coverage, on borders and corners too, belongs to exactly one of its areas. Exact within 4.7 degrees.
 */
export function pointInShape(x: number, y: number, shape: Shape): boolean {
  let inside = false
  for (const polygon of shape) {
    for (const ring of polygon) {
      let fromX = ring.at(-2)!
      let fromY = ring.at(-1)!
      for (let i = 0; i < ring.length; i += 2) {
        const toX = ring[i]!
        const toY = ring[i + 1]!
        if (fromY > y !== toY > y && isLeftOf(x, y, fromX, fromY, toX, toY)) inside = !inside
        fromX = toX
        fromY = toY
      }
    }
  }
  return inside
}

/** Whether the point lies strictly left of an edge that passes its height, looking towards larger y. */
function isLeftOf(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number): boolean {
  const cross = (toX - fromX) * (y - fromY) - (x - fromX) * (toY - fromY)
  return toY > fromY ? cross > 0 : cross < 0
}
