import type { CoverageArea } from './coverage.ts'

type Rings = CoverageArea['rings']

const NOBODY: readonly string[] = []

/**
 * Which areas have a vertex. What was loaded stands in flat arrays; vertices whose areas have changed since stand in a
 * map beside them, so that a state can be copied without copying all.
 */
export class VertexAreas {
  readonly #codes: readonly string[]
  /** Places in `#codes` for each vertex: those of `v` are `#members[#starts[v]]` to `#members[#starts[v + 1] - 1]`. */
  readonly #starts: Int32Array
  readonly #members: Int32Array
  readonly #changed: Map<number, readonly string[]>

  private constructor(
    codes: readonly string[],
    starts: Int32Array,
    members: Int32Array,
    changed: Map<number, readonly string[]>,
  ) {
    this.#codes = codes
    this.#starts = starts
    this.#members = members
    this.#changed = changed
  }

  static of(areas: ReadonlyMap<string, CoverageArea>, vertexCount: number): VertexAreas {
    const starts = new Int32Array(vertexCount + 1)
    const each = (take: (vertex: number, place: number) => void): void => {
      // A vertex in which an area touches itself counts once.
      const last = new Int32Array(vertexCount).fill(-1)
      let place = 0
      for (const { rings } of areas.values()) {
        for (const polygon of rings) {
          for (const ring of polygon) {
            for (const vertex of ring) {
              if (last[vertex] === place) continue
              last[vertex] = place
              take(vertex, place)
            }
          }
        }
        place += 1
      }
    }
    each((vertex) => void starts[vertex + 1]!++)
    for (let vertex = 0; vertex < vertexCount; vertex++) starts[vertex + 1]! += starts[vertex]!
    const next = starts.slice(0, vertexCount)
    const members = new Int32Array(starts[vertexCount]!)
    each((vertex, place) => void (members[next[vertex]!++] = place))
    return new VertexAreas([...areas.keys()], starts, members, new Map())
  }

  fork(): VertexAreas {
    return new VertexAreas(this.#codes, this.#starts, this.#members, new Map(this.#changed))
  }

  codesAt(vertex: number): readonly string[] {
    const changed = this.#changed.get(vertex)
    if (changed) return changed
    if (vertex + 1 >= this.#starts.length) return NOBODY
    const codes: string[] = []
    for (let i = this.#starts[vertex]!; i < this.#starts[vertex + 1]!; i++)
      codes.push(this.#codes[this.#members[i]!]!)
    return codes
  }

  /** An area has other rings than before. */
  replace(code: string, before: Rings, after: Rings): void {
    const old = new Set(changedVertices(before, after))
    const now = new Set(changedVertices(after, before))
    for (const vertex of old) {
      if (now.has(vertex)) continue
      const others = this.codesAt(vertex).filter((other) => other !== code)
      this.#changed.set(vertex, others)
    }
    for (const vertex of now) {
      const present = this.codesAt(vertex)
      if (!present.includes(code)) this.#changed.set(vertex, [...present, code])
    }
  }
}

/** Vertices of all rings, without those that rings of both begin and end with: most of a ring stays as it was. */
function changedVertices(rings: Rings, others: Rings): Iterable<number> {
  if (rings.length !== 1 || others.length !== 1 || rings[0]!.length !== 1 || others[0]!.length !== 1)
    return rings.flatMap((polygon) => polygon.flatMap((ring) => [...ring]))
  const [ring, other] = [rings[0]![0]!, others[0]![0]!]
  const shorter = Math.min(ring.length, other.length)
  let start = 0
  while (start < shorter && ring[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && ring[ring.length - 1 - end] === other[other.length - 1 - end]) end++
  return ring.subarray(start, ring.length - end)
}
