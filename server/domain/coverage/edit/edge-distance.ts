import type { Coverage } from './coverage.ts'

/** How far a vertex lies from the edge between two others, in units of 1e-7 degree. */
export function edgeDistance(coverage: Coverage, vertex: number, from: number, to: number): number {
  const [px, py] = coverage.placeOf(vertex)
  const [ax, ay] = coverage.placeOf(from)
  const [bx, by] = coverage.placeOf(to)
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(px - ax - along * dx, py - ay - along * dy)
}
