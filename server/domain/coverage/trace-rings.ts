import { compareDirections, edgeStar } from './edge-star.ts'
import { pointInShape } from './locate-point.ts'
import { doubledArea, ringBounds, type Bounds } from './ring.ts'
import type { Ring, Shape } from './shape.ts'
import type { VertexTable } from './vertex-table.ts'

/** A ring with the numbers of its vertices. */
type Loop = { vertices: number[]; ring: Ring; doubled: number }
type Traced = Loop & { bounds: Bounds; holes: Loop[] }

/** Parts, each an outer ring counter-clockwise, then its holes clockwise, as numbers of vertices. */
export type VertexShape = number[][][]

/**
 * Joins directed edges (territory on their left, closed, nowhere crossing) to valid polygons: rings are simple, parts
 * and holes that touch at a vertex are separated there, every hole stands in its part. The result does not depend on
 * the order of the edges: rings begin at their lowest vertex, parts and holes are sorted by it.
 */
export function traceRings(vertices: VertexTable, from: ArrayLike<number>, to: ArrayLike<number>): Shape {
  return trace(vertices, from, to).map((loops) => loops.map(({ ring }) => ring))
}

/** The same, with the numbers of the vertices in place of their coordinates. */
export function traceVertices(
  vertices: VertexTable,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): VertexShape {
  return trace(vertices, from, to).map((loops) => loops.map((loop) => loop.vertices))
}

function trace(vertices: VertexTable, from: ArrayLike<number>, to: ArrayLike<number>): Loop[][] {
  const next = followers(vertices, from, to)
  const used = new Uint8Array(from.length)
  const outers: Traced[] = []
  const loose: Loop[] = []
  for (let first = 0; first < from.length; first++) {
    if (used[first]) continue
    const walk: number[] = []
    for (let edge = first; !used[edge]; edge = next[edge]!) {
      used[edge] = 1
      walk.push(from[edge]!)
    }
    const loops = splitAtTouches(walk).map((loop) => canonicalLoop(loop, vertices))
    const outer = loops.filter(({ doubled }) => doubled > 0)
    const holes = loops.filter(({ doubled }) => doubled < 0)
    for (const [index, loop] of outer.entries()) {
      const own = index === 0 && outer.length === 1 ? holes : []
      outers.push({ ...loop, bounds: ringBounds(loop.ring), holes: own })
    }
    if (outer.length !== 1) loose.push(...holes)
  }
  outers.sort((a, b) => a.doubled - b.doubled)
  for (const hole of loose) outers.find((outer) => holds(outer, hole.ring))?.holes.push(hole)
  return outers
    .map((outer) => [outer, ...outer.holes.sort(compareStarts)])
    .sort((a, b) => compareStarts(a[0]!, b[0]!))
}

/** For each edge the one that goes on along the same face: the first clockwise from the way back. */
export function followers(vertices: VertexTable, from: ArrayLike<number>, to: ArrayLike<number>): Int32Array {
  const { leaves, arrives, count } = numbered(from, to, vertices.size)
  const { starts, edges } = edgeStar(leaves, count)
  const next = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    const at = to[edge]!
    const begin = starts[arrives[edge]!]!
    const end = starts[arrives[edge]! + 1]!
    if (end - begin === 1) {
      next[edge] = edges[begin]!
      continue
    }
    const angle = (target: number, other: number): number =>
      compareDirections(
        vertices.x(target) - vertices.x(at),
        vertices.y(target) - vertices.y(at),
        vertices.x(other) - vertices.x(at),
        vertices.y(other) - vertices.y(at),
      )
    let below = -1
    let highest = -1
    for (let i = begin; i < end; i++) {
      const candidate = edges[i]!
      if (highest < 0 || angle(to[candidate]!, to[highest]!) > 0) highest = candidate
      if (angle(to[candidate]!, from[edge]!) >= 0) continue
      if (below < 0 || angle(to[candidate]!, to[below]!) > 0) below = candidate
    }
    next[edge] = below < 0 ? highest : below
  }
  return next
}

/** Up to so many vertices for each edge it is faster to go through all of them than to look up those that the edges have. */
const MOST_VERTICES_PER_EDGE = 4

/** The ends of edges by numbers below `count`: those of the table, or, for few edges of a large one, numbers of their own. */
function numbered(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  vertexCount: number,
): { leaves: ArrayLike<number>; arrives: ArrayLike<number>; count: number } {
  if (vertexCount <= MOST_VERTICES_PER_EDGE * from.length)
    return { leaves: from, arrives: to, count: vertexCount }
  const numbers = new Map<number, number>()
  const numberOf = (vertex: number): number => {
    const known = numbers.get(vertex)
    if (known !== undefined) return known
    numbers.set(vertex, numbers.size)
    return numbers.size - 1
  }
  const leaves = Int32Array.from(from, numberOf)
  return { leaves, arrives: Int32Array.from(to, numberOf), count: numbers.size }
}

function splitAtTouches(walk: readonly number[]): number[][] {
  const loops: number[][] = []
  const path: number[] = []
  const place = new Map<number, number>()
  for (const vertex of walk) {
    const seen = place.get(vertex)
    if (seen !== undefined) {
      const loop = path.splice(seen)
      for (const left of loop) place.delete(left)
      loops.push(loop)
    }
    place.set(vertex, path.length)
    path.push(vertex)
  }
  loops.push(path)
  return loops
}

function canonicalLoop(loop: readonly number[], vertices: VertexTable): Loop {
  let lowest = 0
  for (let i = 1; i < loop.length; i++) {
    const dx = vertices.x(loop[i]!) - vertices.x(loop[lowest]!)
    const dy = vertices.y(loop[i]!) - vertices.y(loop[lowest]!)
    if (dx < 0 || (dx === 0 && dy < 0)) lowest = i
  }
  const turned = [...loop.slice(lowest), ...loop.slice(0, lowest)]
  const ring: Ring = []
  for (const vertex of turned) ring.push(vertices.x(vertex), vertices.y(vertex))
  return { vertices: turned, ring, doubled: doubledArea(ring) }
}

/** Whether a hole lies in an outer ring, by the middle of its first edge: that touches no other edge. */
function holds(outer: Traced, hole: Ring): boolean {
  const x = (hole[0]! + hole[2]!) / 2
  const y = (hole[1]! + hole[3]!) / 2
  const [minX, minY, maxX, maxY] = outer.bounds
  return x >= minX && x <= maxX && y >= minY && y <= maxY && pointInShape(x, y, [[outer.ring]])
}

function compareStarts({ ring: a }: Loop, { ring: b }: Loop): number {
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]! || a[3]! - b[3]!
}
