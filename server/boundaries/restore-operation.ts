import type { Coverage, CoverageArea } from '../domain/coverage/edit/coverage.ts'
import { ancestors } from '../domain/coverage/edit/level-shapes.ts'
import type { Operation, Replacement } from '../domain/coverage/edit/operation.ts'
import { isRefusal, refuse, type Refusal } from '../domain/coverage/edit/refusal.ts'
import { edgeKey } from '../domain/coverage/edge-key.ts'
import { EdgeSum, mapRings } from '../domain/coverage/edit/ring-edges.ts'
import { fitOutline, type Exchanged } from './fit-outline.ts'

type Leaf = CoverageArea

/**
 * What makes the finest areas inside an area as they were in an earlier state. Vertices that have come onto its outline since
 * stay there. Refused where all is as it was, and where the outline runs elsewhere by now: others would have to give way.
 */
export function restoreOperation(now: Coverage, then: Coverage, area: string): Operation | Refusal {
  const present = leavesInside(now, area)
  // In the vertices of the present.
  const former = leavesInside(then, area).map((leaf): Leaf => ({
    ...leaf,
    rings: now.ringsOf(then.shapeOf(leaf)),
  }))
  if (former.length === 0) return refuse('no-area', [area])
  const exchanged = fitOutline(now, outlineOf(former), outlineOf(present))
  if (isRefusal(exchanged)) return { ...exchanged, codes: [area] }
  const areas: Replacement[] = []
  for (const leaf of former) {
    const rings = exchange(leaf.rings, exchanged)
    if (rings === null) return refuse('beyond-draft', [area, leaf.code])
    const own = now.area(leaf.code)
    const isSame =
      own !== null &&
      own.parent === leaf.parent &&
      new EdgeSum().addRings(own.rings).subtractRings(rings).size === 0
    if (!isSame)
      areas.push({
        code: leaf.code,
        level: leaf.level,
        parent: leaf.parent!,
        shape: now.shapeOf({ ...leaf, rings }),
      })
  }
  const codes = new Set(former.map(({ code }) => code))
  const retired = present.map(({ code }) => code).filter((code) => !codes.has(code))
  if (areas.length + retired.length === 0) return refuse('nothing-to-do', [area])
  return { kind: 'replace', areas, retired }
}

function leavesInside(coverage: Coverage, area: string): Leaf[] {
  return [...coverage.leaves()].filter(
    (leaf) => leaf.code === area || ancestors(coverage, leaf).some(({ code }) => code === area),
  )
}

function outlineOf(leaves: readonly Leaf[]): EdgeSum {
  const sum = new EdgeSum()
  for (const { rings } of leaves) sum.addRings(rings)
  return sum
}

/** Rings with chains of them exchanged; null where only a part of a chain is theirs: another area begins on it. */
function exchange(rings: Leaf['rings'], exchanged: readonly Exchanged[]): Leaf['rings'] | null {
  const byFirst = new Map(exchanged.map((one) => [one.first, one]))
  const dropped = new Set(exchanged.flatMap(({ drop }) => [...drop]))
  let isWhole = true
  const mapped = mapRings(rings, (ring) => {
    const keys = [...ring].map((vertex, i) => edgeKey(vertex, ring[(i + 1) % ring.length]!))
    if (!keys.some((key) => dropped.has(key))) return ring
    const has = new Set(keys)
    const vertices: number[] = []
    for (const [i, key] of keys.entries()) {
      const one = byFirst.get(key)
      if (one) {
        if (![...one.drop].every((edge) => has.has(edge))) isWhole = false
        vertices.push(...one.chain)
      } else if (!dropped.has(key)) vertices.push(ring[(i + 1) % ring.length]!)
      else if (!exchanged.some(({ first, drop }) => drop.has(key) && has.has(first))) isWhole = false
    }
    return Int32Array.from(vertices)
  })
  return isWhole ? mapped : null
}
