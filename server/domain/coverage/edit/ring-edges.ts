import { edgeKey, MOST_VERTICES } from '../edge-key.ts'
import { traceVertices } from '../trace-rings.ts'
import type { VertexTable } from '../vertex-table.ts'
import type { CoverageArea, VertexRing } from './coverage.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'

type Rings = CoverageArea['rings']

/** Calls `take` for every directed edge of some rings. */
export function eachEdge(rings: Rings, take: (from: number, to: number) => void): void {
  for (const polygon of rings) {
    for (const ring of polygon) {
      let last = ring[ring.length - 1]!
      for (const vertex of ring) {
        take(last, vertex)
        last = vertex
      }
    }
  }
}

/** Directed edges that cancel where one is added against another: what is left is the border of the sum. */
export class EdgeSum {
  readonly #times = new Map<number, number>()

  add(from: number, to: number): void {
    if (from === to) return
    const opposite = edgeKey(to, from)
    const there = this.#times.get(opposite)
    if (there === undefined) {
      const key = edgeKey(from, to)
      this.#times.set(key, (this.#times.get(key) ?? 0) + 1)
    } else if (there === 1) this.#times.delete(opposite)
    else this.#times.set(opposite, there - 1)
  }

  addRings(rings: Rings): this {
    eachEdge(rings, (from, to) => this.add(from, to))
    return this
  }

  subtractRings(rings: Rings): this {
    eachEdge(rings, (from, to) => this.add(to, from))
    return this
  }

  has(from: number, to: number): boolean {
    return this.#times.has(edgeKey(from, to))
  }

  /** The edges that are left, those that are there twice once. */
  *edges(): Generator<[from: number, to: number]> {
    for (const key of this.#times.keys()) yield [Math.floor(key / MOST_VERTICES), key % MOST_VERTICES]
  }

  get size(): number {
    return this.#times.size
  }

  /** The edges that are left, as rings; refused when no valid area has them. No rings where none is left. */
  rings(vertices: VertexTable): Rings | Refusal {
    const from: number[] = []
    const to: number[] = []
    for (const [key, times] of this.#times) {
      const start = Math.floor(key / MOST_VERTICES)
      if (times > 1) return refuse('crossing', [], [vertices.x(start), vertices.y(start)])
      from.push(start)
      to.push(key % MOST_VERTICES)
    }
    const rings = traceVertices(vertices, from, to).map((polygon) =>
      polygon.map((ring) => Int32Array.from(ring)),
    )
    // Of edges that cross each other the tracing makes rings that are none of theirs.
    let placed = 0
    let own = true
    eachEdge(rings, (start, end) => {
      placed += 1
      own &&= this.has(start, end)
    })
    if (own && placed === from.length) return rings
    return refuse('crossing', [], from.length > 0 ? [vertices.x(from[0]!), vertices.y(from[0]!)] : null)
  }
}

/** Rings in which edges that are named got vertices in between. `between` gives them in the direction asked. */
export function splice(rings: Rings, between: (from: number, to: number) => readonly number[] | null): Rings {
  return mapRings(rings, (ring) => {
    let spliced: number[] | null = null
    let last = ring[ring.length - 1]!
    for (const [i, vertex] of ring.entries()) {
      const added = between(last, vertex)
      if (added && added.length > 0) (spliced ??= [...ring.subarray(0, i)]).push(...added)
      spliced?.push(vertex)
      last = vertex
    }
    return spliced ? Int32Array.from(spliced) : ring
  })
}

/** Rings with some exchanged; the same ones when none is. */
export function mapRings(rings: Rings, map: (ring: VertexRing) => VertexRing): Rings {
  let changed = false
  const mapped = rings.map((polygon) =>
    polygon.map((ring) => {
      const next = map(ring)
      if (next !== ring) changed = true
      return next
    }),
  )
  return changed ? mapped : rings
}

/** `sum.rings()` for a named area: refusals say which it is. */
export function ringsFor(code: string, sum: EdgeSum, vertices: VertexTable): Rings | Refusal {
  const rings = sum.rings(vertices)
  return isRefusal(rings) ? { ...rings, codes: [code] } : rings
}
