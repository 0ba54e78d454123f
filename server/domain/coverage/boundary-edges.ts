import { edgeStar } from './edge-star.ts'
import type { Shape } from './shape.ts'
import { VertexTable } from './vertex-table.ts'

/** Directed edges with the territory on their left, and the shape that each came from. */
export type BoundaryEdges = { vertices: VertexTable; from: Int32Array; to: Int32Array; owner: Int32Array }

/** All edges of shapes; edges without length are left out. */
export function boundaryEdges(shapes: readonly Shape[], vertices = new VertexTable()): BoundaryEdges {
  let count = 0
  for (const shape of shapes)
    for (const polygon of shape) for (const ring of polygon) count += ring.length / 2
  const from = new Int32Array(count)
  const to = new Int32Array(count)
  const owner = new Int32Array(count)
  let edge = 0
  for (const [index, shape] of shapes.entries()) {
    for (const polygon of shape) {
      for (const ring of polygon) {
        if (ring.length < 4) continue
        let last = vertices.add(ring.at(-2)!, ring.at(-1)!)
        for (let i = 0; i < ring.length; i += 2) {
          const next = vertices.add(ring[i]!, ring[i + 1]!)
          if (next === last) continue
          from[edge] = last
          to[edge] = next
          owner[edge++] = index
          last = next
        }
      }
    }
  }
  return { vertices, from: from.subarray(0, edge), to: to.subarray(0, edge), owner: owner.subarray(0, edge) }
}

const NONE = -1

/** For each edge the opposite edge that cancels it, or -1: each edge cancels at most one other. */
export function cancelOpposites({ vertices, from, to }: BoundaryEdges): Int32Array {
  const { starts, edges } = edgeStar(from, vertices.size)
  const opposite = new Int32Array(from.length).fill(NONE)
  for (let edge = 0; edge < from.length; edge++) {
    if (opposite[edge] !== NONE) continue
    const start = from[edge]!
    const end = to[edge]!
    for (let i = starts[end]!; i < starts[end + 1]!; i++) {
      const other = edges[i]!
      if (to[other] !== start || opposite[other] !== NONE) continue
      opposite[edge] = other
      opposite[other] = edge
      break
    }
  }
  return opposite
}
