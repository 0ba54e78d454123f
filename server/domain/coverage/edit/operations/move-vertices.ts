import type { Change, Coverage, CoverageArea } from '../coverage.ts'
import { checkChange } from '../check-change.ts'
import type { Operation } from '../operation.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { EdgeSum, eachEdge, mapRings, ringsFor } from '../ring-edges.ts'

type Move = Extract<Operation, { kind: 'move' }>

/** Vertices go elsewhere, and with them every border that runs over them. */
export function moveVertices(coverage: Coverage, { moves }: Move): Change | Refusal {
  const targets = new Map<number, number>()
  for (const { from, to } of moves) {
    const vertex = coverage.vertexAt(from)
    if (vertex === null) return refuse('no-vertex', [], from)
    if (targets.has(vertex)) return refuse('place-taken', [], from)
    targets.set(vertex, coverage.vertices.add(...to))
  }
  for (const [vertex, target] of targets) if (vertex === target) targets.delete(vertex)
  if (targets.size === 0) return refuse('nothing-to-do')
  const codes = new Set([...targets.keys()].flatMap((vertex) => coverage.codesAt(vertex)))
  const welded = new Set<number>()
  for (const target of targets.values()) {
    const isTaken = coverage.codesAt(target).length > 0 && !targets.has(target)
    if (isTaken || welded.has(target)) return weld(coverage, codes, targets)
    welded.add(target)
  }
  const change = new Map<string, { before: CoverageArea; after: CoverageArea }>()
  for (const code of codes) {
    const before = coverage.area(code)!
    const rings = mapRings(before.rings, (ring) =>
      ring.some((vertex) => targets.has(vertex)) ? ring.map((vertex) => targets.get(vertex) ?? vertex) : ring,
    )
    change.set(code, { before, after: { ...before, rings } })
  }
  return checkChange(coverage, change, (from, to) => welded.has(from) || welded.has(to)) ?? change
}

/** The way of vertices that come to lie on others: edges between them vanish, and rings may part where they now touch. */
function weld(
  coverage: Coverage,
  codes: ReadonlySet<string>,
  targets: ReadonlyMap<number, number>,
): Change | Refusal {
  const change = new Map<string, { before: CoverageArea; after: CoverageArea }>()
  for (const code of codes) {
    const before = coverage.area(code)!
    const sum = new EdgeSum()
    eachEdge(before.rings, (from, to) => sum.add(targets.get(from) ?? from, targets.get(to) ?? to))
    const rings = ringsFor(code, sum, coverage.vertices)
    if (isRefusal(rings)) return rings
    change.set(code, { before, after: { ...before, rings } })
  }
  return checkChange(coverage, change) ?? change
}
