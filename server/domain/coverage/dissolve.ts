import { boundaryEdges, cancelOpposites } from './boundary-edges.ts'
import type { Shape } from './shape.ts'
import { traceRings } from './trace-rings.ts'

/**
 * The union of the shapes of an exact coverage (nothing overlaps, neighbours share their vertices): opposite edges
 * cancel, what is left is joined to rings. Exact on the integers; every vertex on the outline is kept.
 */
export function dissolve(shapes: readonly Shape[]): Shape {
  const { vertices, from, to } = boundaryEdges(shapes)
  const opposite = cancelOpposites({ vertices, from, to, owner: new Int32Array() })
  const open = opposite.reduce((count, other) => count + (other < 0 ? 1 : 0), 0)
  const openFrom = new Int32Array(open)
  const openTo = new Int32Array(open)
  let kept = 0
  for (let edge = 0; edge < from.length; edge++) {
    if (opposite[edge]! >= 0) continue
    openFrom[kept] = from[edge]!
    openTo[kept++] = to[edge]!
  }
  return traceRings(vertices, openFrom, openTo)
}
