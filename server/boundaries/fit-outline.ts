import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import { edgeDistance } from '../domain/coverage/edit/edge-distance.ts'
import { refuse, type Refusal } from '../domain/coverage/edit/refusal.ts'
import { edgeKey } from '../domain/coverage/edge-key.ts'
import { EdgeSum } from '../domain/coverage/edit/ring-edges.ts'

/** A border that is put on the vertices of another comes to lie beside it by no more than rounding moved it, 1e-7 degree. */
const MOST_APART = 2

/** By edge (`edgeKey`) of a chain that gives way: the vertices of the chain that takes its place begin at its first edge. */
export type Exchanged = { first: number; drop: ReadonlySet<number>; chain: readonly number[] }

/**
 * How an outline is put on the vertices of another that runs along the same ground: chains of it, each with the vertices
 * between the same two places of the other. Refused where the ground differs. The outlines are sums of rings.
 */
export function fitOutline(coverage: Coverage, old: EdgeSum, now: EdgeSum): Exchanged[] | Refusal {
  const oldNext = edgesOnlyIn(old, now)
  const nowNext = edgesOnlyIn(now, old)
  const common = new Set([...oldNext.keys()].filter((vertex) => nowNext.has(vertex)))
  const exchanged: Exchanged[] = []
  let [walkedOld, walkedNow] = [0, 0]
  const differ = (vertex: number): Refusal => refuse('beyond-draft', [], coverage.placeOf(vertex))
  for (const start of common) {
    const was = walk(oldNext, start, common)
    const is = walk(nowNext, start, common)
    if (!was || !is || was.at(-1) !== is.at(-1) || !liesAlong(coverage, was, is)) return differ(start)
    walkedOld += was.length - 1
    walkedNow += is.length - 1
    const edges = was.slice(1).map((vertex, i) => edgeKey(was[i]!, vertex))
    exchanged.push({ first: edges[0]!, drop: new Set(edges), chain: is.slice(1) })
  }
  const [left] = oldNext.size > walkedOld ? oldNext.keys() : nowNext.size > walkedNow ? nowNext.keys() : []
  return left === undefined ? exchanged : differ(left)
}

/** Where each edge goes that one outline has and the other has not. */
function edgesOnlyIn(outline: EdgeSum, other: EdgeSum): Map<number, number> {
  const next = new Map<number, number>()
  for (const [from, to] of outline.edges()) if (!other.has(from, to)) next.set(from, to)
  return next
}

/** The vertices from one to the next that both outlines have; null where the edges end before. */
function walk(next: ReadonlyMap<number, number>, start: number, ends: ReadonlySet<number>): number[] | null {
  const way = [start]
  for (
    let vertex = next.get(start);
    vertex !== undefined && way.length <= next.size;
    vertex = next.get(vertex)
  ) {
    way.push(vertex)
    if (ends.has(vertex)) return way
    if (!next.has(vertex)) return way
  }
  return null
}

function liesAlong(coverage: Coverage, a: readonly number[], b: readonly number[]): boolean {
  const isNear = (line: readonly number[]) => (vertex: number) =>
    line.slice(1).some((to, i) => edgeDistance(coverage, vertex, line[i]!, to) <= MOST_APART)
  return a.every(isNear(b)) && b.every(isNear(a))
}
