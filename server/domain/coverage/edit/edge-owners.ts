import type { Coverage } from './coverage.ts'
import { eachEdge } from './ring-edges.ts'

/** Codes of the two areas that have an edge, whichever way it runs; empty when there is no such edge. */
export function edgeOwners(coverage: Coverage, a: number, b: number): string[] {
  const others = coverage.codesAt(b)
  return coverage.codesAt(a).filter((code) => {
    if (!others.includes(code)) return false
    let has = false
    eachEdge(coverage.area(code)!.rings, (from, to) => {
      if ((from === a && to === b) || (from === b && to === a)) has = true
    })
    return has
  })
}
