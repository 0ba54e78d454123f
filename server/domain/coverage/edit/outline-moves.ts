import type { Coverage, CoverageArea } from './coverage.ts'
import { edgeDistance } from './edge-distance.ts'
import { EdgeSum } from './ring-edges.ts'

/** A line that gets a vertex is bent by rounding by less than this, in units (1e-7 degree). */
const ROUNDING_UNITS = 1.01

/**
 * Whether the outline runs elsewhere than before: not where it only gets a vertex, because a border ends on it, or loses
 * one on a straight line.
 */
export function outlineMoves(coverage: Coverage, before: CoverageArea, after: CoverageArea): boolean {
  const gone = [...new EdgeSum().addRings(before.rings).subtractRings(after.rings).edges()]
  const [old, now] = [edgesOf(before), edgesOf(after)]
  // The sum has an edge of either one: of the new outline those run the other way round.
  const removed = gone.filter(([from, to]) => old.has(from, to))
  const added = gone.filter(([from, to]) => now.has(to, from))
  const departs = (edges: readonly Edge[], others: readonly Edge[]): boolean =>
    edges
      .flat()
      .some((vertex) => !others.some((edge) => edgeDistance(coverage, vertex, ...edge) < ROUNDING_UNITS))
  return departs(added, removed) || departs(removed, added)
}

type Edge = [from: number, to: number]

function edgesOf(area: CoverageArea): EdgeSum {
  return new EdgeSum().addRings(area.rings)
}
