import { checkChange } from '../check-change.ts'
import type { Change, Coverage } from '../coverage.ts'
import { edgeOwners } from '../edge-owners.ts'
import type { Operation } from '../operation.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { spliceChange } from '../splice-change.ts'

type Insert = Extract<Operation, { kind: 'insert' }>

/** A vertex enters an edge in both areas beside it; if it lies a little off the edge, the border bends there. */
export function insertVertex(coverage: Coverage, { edge, at }: Insert): Change | Refusal {
  const [a, b] = [coverage.vertexAt(edge[0]), coverage.vertexAt(edge[1])]
  if (a === null || b === null) return refuse('no-vertex', [], a === null ? edge[0] : edge[1])
  if (edgeOwners(coverage, a, b).length === 0) return refuse('no-edge', [], edge[0])
  if (coverage.vertexAt(at) !== null) return refuse('place-taken', [], at)
  const vertex = coverage.vertices.add(...at)
  const change = spliceChange(coverage, [{ from: a, to: b, between: [vertex] }])
  return checkChange(coverage, change, (from, to) => from === vertex || to === vertex) ?? change
}
