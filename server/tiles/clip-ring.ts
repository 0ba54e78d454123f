/**
 * The part of a ring inside a square from `low` to `high` on both axes (Sutherland and Hodgman): flat coordinates, not
 * closed. Where the ring leaves the square it runs along its sides; empty when nothing is inside.
 */
export function clipRing(ring: readonly number[], low: number, high: number): number[] {
  let points = clipSide(ring, 0, low, 1)
  points = clipSide(points, 0, high, -1)
  points = clipSide(points, 1, low, 1)
  return clipSide(points, 1, high, -1)
}

/** Keeps what lies on the far side of a limit on an axis (0: x, 1: y): above it with `sign` 1, below with -1. */
function clipSide(points: readonly number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  let fromX = points.at(-2) ?? 0
  let fromY = points.at(-1) ?? 0
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i]!
    const y = points[i + 1]!
    const before = ((axis === 0 ? fromX : fromY) - limit) * sign
    const here = ((axis === 0 ? x : y) - limit) * sign
    if (before < 0 !== here < 0) {
      const along = before / (before - here)
      if (axis === 0) kept.push(limit, fromY + along * (y - fromY))
      else kept.push(fromX + along * (x - fromX), limit)
    }
    if (here >= 0) kept.push(x, y)
    fromX = x
    fromY = y
  }
  return kept
}
