import Flatbush from 'flatbush'
import type { Ring, Shape } from '../../domain/coverage/shape.ts'

/** A crossing that was rounded to a vertex moved both borders by less than this, in units. */
const ROUNDING = 1

/**
 * Shapes whose borders pass through the vertices of their neighbours where they came within the rounding of one: what
 * was noded when the neighbour came in is not a fault of a shape that comes in later, or again.
 */
export function weld(shapes: readonly Shape[], neighbours: readonly Shape[]): Shape[] {
  const vertices = neighbours.flatMap((shape) => shape.flat())
  const count = vertices.reduce((sum, ring) => sum + ring.length / 2, 0)
  if (count === 0) return [...shapes]
  const points = vertices.flat()
  const index = new Flatbush(count)
  for (let i = 0; i < points.length; i += 2) index.add(points[i]!, points[i + 1]!)
  index.finish()
  return shapes.map((shape) => shape.map((part) => part.map((ring) => weldRing(ring, index, points))))
}

function weldRing(ring: Ring, index: Flatbush, points: readonly number[]): Ring {
  const welded: Ring = []
  for (let i = 0; i < ring.length; i += 2) {
    const [ax, ay] = [ring[i]!, ring[i + 1]!]
    const next = (i + 2) % ring.length
    const [bx, by] = [ring[next]!, ring[next + 1]!]
    welded.push(ax, ay)
    const [dx, dy] = [bx - ax, by - ay]
    const length = Math.hypot(dx, dy)
    const near = index
      .search(
        Math.min(ax, bx) - ROUNDING,
        Math.min(ay, by) - ROUNDING,
        Math.max(ax, bx) + ROUNDING,
        Math.max(ay, by) + ROUNDING,
      )
      .map((at) => [points[at * 2]!, points[at * 2 + 1]!] as const)
      .map(([x, y]) => ({
        x,
        y,
        along: ((x - ax) * dx + (y - ay) * dy) / length,
        away: Math.abs((x - ax) * dy - (y - ay) * dx) / length,
      }))
      .filter(({ along, away }) => away <= ROUNDING && along > 0 && along < length)
      .sort((a, b) => a.along - b.along)
    for (const { x, y } of near) if (x !== welded.at(-2) || y !== welded.at(-1)) welded.push(x, y)
  }
  return welded
}
