import type { Coverage } from './coverage.ts'
import { OUTSIDE } from './operation.ts'
import { refuse, type Refusal } from './refusal.ts'
import { isJunction } from './is-junction.ts'
import { edgeKey } from '../edge-key.ts'
import { eachEdge } from './ring-edges.ts'

/** Where the border of an area with another one goes on from each vertex, the area on its left. */
export function sharedBorder(coverage: Coverage, code: string, other: string): Map<number, number> {
  const theirs = new Set<number>()
  eachEdge(coverage.area(other)!.rings, (from, to) => {
    theirs.add(other === OUTSIDE ? edgeKey(from, to) : edgeKey(to, from))
  })
  const next = new Map<number, number>()
  eachEdge(coverage.area(code)!.rings, (from, to) => {
    if (theirs.has(edgeKey(from, to))) next.set(from, to)
  })
  return next
}

/**
 * The vertices of a border between two of them, in the direction that has the area `code` on its left; of a border that
 * runs in a circle the shorter way. Refused where the border does not join the two, or others end on the way.
 */
export function borderChain(
  coverage: Coverage,
  code: string,
  other: string,
  start: number,
  end: number,
): number[] | Refusal {
  const next = sharedBorder(coverage, code, other)
  const ways = [walk(next, start, end), walk(next, end, start)].filter((way) => way !== null)
  const [way] = ways.sort((a, b) => lengthOf(coverage, a) - lengthOf(coverage, b))
  if (!way) return refuse('not-on-border', [code, other], coverage.placeOf(start))
  for (const vertex of way.slice(1, -1))
    if (isJunction(coverage, vertex))
      return refuse('junction', coverage.codesAt(vertex), coverage.placeOf(vertex))
  return way
}

function walk(next: ReadonlyMap<number, number>, start: number, end: number): number[] | null {
  const way = [start]
  // Where a border touches itself the way may lead into a circle without the start.
  for (let vertex = next.get(start); vertex !== undefined && way.length <= next.size;) {
    way.push(vertex)
    if (vertex === end) return way
    vertex = next.get(vertex)
  }
  return null
}

function lengthOf(coverage: Coverage, way: readonly number[]): number {
  let length = 0
  for (let i = 1; i < way.length; i++) {
    const [ax, ay] = coverage.placeOf(way[i - 1]!)
    const [bx, by] = coverage.placeOf(way[i]!)
    length += Math.hypot(bx - ax, by - ay)
  }
  return length
}
