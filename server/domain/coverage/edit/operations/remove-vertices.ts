import { checkChange } from '../check-change.ts'
import type { AreaChange, Change, Coverage } from '../coverage.ts'
import type { Operation } from '../operation.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { isJunction } from '../is-junction.ts'
import { mapRings } from '../ring-edges.ts'

type Remove = Extract<Operation, { kind: 'remove' }>

/** Vertices are taken out, so that borders run straight past them. */
export function removeVertices(coverage: Coverage, { vertices: places }: Remove): Change | Refusal {
  const removed = new Set<number>()
  for (const place of places) {
    const vertex = coverage.vertexAt(place)
    if (vertex === null) return refuse('no-vertex', [], place)
    if (isJunction(coverage, vertex)) return refuse('junction', coverage.codesAt(vertex), place)
    removed.add(vertex)
  }
  if (removed.size === 0) return refuse('nothing-to-do')
  return takeOut(coverage, removed)
}

/** The change that takes vertices out that are no junctions, or why it cannot be. */
export function takeOut(coverage: Coverage, removed: ReadonlySet<number>): Change | Refusal {
  const change = new Map<string, AreaChange>()
  for (const code of new Set([...removed].flatMap((vertex) => coverage.codesAt(vertex)))) {
    const before = coverage.area(code)!
    const rings = mapRings(before.rings, (ring) =>
      ring.some((vertex) => removed.has(vertex)) ? ring.filter((vertex) => !removed.has(vertex)) : ring,
    )
    change.set(code, { before, after: { ...before, rings } })
  }
  return checkChange(coverage, change) ?? change
}
