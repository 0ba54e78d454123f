import type { Change, Coverage, CoverageArea } from './coverage.ts'
import { edgeOwners } from './edge-owners.ts'
import { edgeKey } from '../edge-key.ts'
import { splice } from './ring-edges.ts'

/** Vertices that enter an edge, in the order from `from` to `to`. */
export type Splice = { from: number; to: number; between: readonly number[] }

/** Puts vertices into edges, in the areas on both sides. Nothing is checked yet. */
export function spliceChange(coverage: Coverage, splices: readonly Splice[]): Change {
  const between = new Map<number, readonly number[]>()
  const codes = new Set<string>()
  for (const { from, to, between: added } of splices) {
    between.set(edgeKey(from, to), added)
    between.set(edgeKey(to, from), added.toReversed())
    for (const code of edgeOwners(coverage, from, to)) codes.add(code)
  }
  const change = new Map<string, { before: CoverageArea; after: CoverageArea }>()
  for (const code of codes) {
    const before = coverage.area(code)!
    const rings = splice(before.rings, (from, to) => between.get(edgeKey(from, to)) ?? null)
    change.set(code, { before, after: { ...before, rings } })
  }
  return change
}
