import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import { ancestors } from '../domain/coverage/edit/level-shapes.ts'
import { EdgeSum } from '../domain/coverage/edit/ring-edges.ts'

/**
 * Codes of the areas above whose boundary is another than before, be it by a vertex alone: those whose edges, summed over
 * the areas that changed below them, do not cancel.
 */
export function changedAbove(before: Coverage, after: Coverage, touched: Iterable<string>): Set<string> {
  const sums = new Map<string, EdgeSum>()
  const sumOf = (code: string): EdgeSum => {
    const sum = sums.get(code) ?? new EdgeSum()
    sums.set(code, sum)
    return sum
  }
  for (const code of touched) {
    const [was, is] = [before.area(code), after.area(code)]
    // An area that got its first finer one was its own boundary before.
    for (const { code: above } of was ? [was, ...ancestors(before, was)] : [])
      sumOf(above).subtractRings(was!.rings)
    for (const { code: above } of is ? [is, ...ancestors(after, is)] : []) sumOf(above).addRings(is!.rings)
  }
  const changed = new Set<string>()
  for (const [code, sum] of sums) if (after.area(code)?.rings.length === 0 && sum.size > 0) changed.add(code)
  return changed
}

/** Codes of all areas above those that changed, as it is afterwards. */
export function allAbove(after: Coverage, touched: Iterable<string>): Set<string> {
  const above = new Set<string>()
  for (const code of touched) {
    const area = after.area(code)
    for (const upper of area ? ancestors(after, area) : []) above.add(upper.code)
  }
  return above
}
