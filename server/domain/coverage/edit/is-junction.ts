import type { Coverage } from './coverage.ts'
import { eachEdge } from './ring-edges.ts'

/** Whether three borders or more meet at a vertex. */
export function isJunction(coverage: Coverage, vertex: number): boolean {
  const beside = new Set<number>()
  for (const code of coverage.codesAt(vertex)) {
    eachEdge(coverage.area(code)!.rings, (from, to) => {
      if (from === vertex) beside.add(to)
      if (to === vertex) beside.add(from)
    })
  }
  return beside.size !== 2
}
