/** The half-edges that leave each vertex, grouped by vertex: those of `v` are `edges[starts[v]]` to `edges[starts[v + 1] - 1]`. */
export type EdgeStar = { starts: Int32Array; edges: Int32Array }

/** Groups half-edges 0 to `from.length - 1` by the vertex that they leave. */
export function edgeStar(from: ArrayLike<number>, vertexCount: number): EdgeStar {
  const starts = new Int32Array(vertexCount + 1)
  for (let edge = 0; edge < from.length; edge++) starts[from[edge]! + 1]!++
  for (let vertex = 0; vertex < vertexCount; vertex++) starts[vertex + 1]! += starts[vertex]!
  const next = starts.slice(0, vertexCount)
  const edges = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) edges[next[from[edge]!]!++] = edge
  return { starts, edges }
}

/** Order of two directions counter-clockwise from the positive x axis; 0 when they are the same. Exact under 4.7e7 units. */
export function compareDirections(ax: number, ay: number, bx: number, by: number): number {
  const halfA = ay > 0 || (ay === 0 && ax > 0) ? 0 : 1
  const halfB = by > 0 || (by === 0 && bx > 0) ? 0 : 1
  if (halfA !== halfB) return halfA - halfB
  return bx * ay - ax * by
}
