import { nodeSegments, type Segments } from '../node-segments.ts'
import { pointInShape } from '../locate-point.ts'
import { isForbidden } from '../shape-faults.ts'
import type { Shape } from '../shape.ts'
import { followers, traceVertices } from '../trace-rings.ts'
import type { Coverage, CoverageArea } from './coverage.ts'
import { OUTSIDE, type Place } from './operation.ts'
import { refuse, type Refusal } from './refusal.ts'
import { bothWaysKey, edgeKey } from '../edge-key.ts'
import { eachEdge } from './ring-edges.ts'
import type { Splice } from './splice-change.ts'

/** A piece of an area between its border and a line. */
export type Piece = {
  rings: CoverageArea['rings']
  shape: Shape
  /** Whether it lies left of the line; null for one that the line does not pass. */
  isLeft: boolean | null
}

/** `splices`: the vertices that the border gets where the line meets it. */
export type Cut = { splices: Splice[]; pieces: Piece[] }

/**
 * Cuts an area along a line, which may begin and end anywhere: only what runs through the area from border to border
 * cuts. The land outside is cut too, but for its part without an end.
 */
export function cutArea(coverage: Coverage, area: CoverageArea, line: readonly Place[]): Cut | Refusal {
  const crossing = selfCrossing(line)
  if (crossing) return refuse('line-crosses-itself', [area.code], crossing)
  const { vertices } = coverage
  const isOutside = area.code === OUTSIDE
  const segments: Segments = { vertices, from: [], to: [], owner: [] }
  const add = (from: number, to: number, owner: number): void => {
    segments.from.push(from)
    segments.to.push(to)
    segments.owner.push(owner)
  }
  let borders = 0
  eachEdge(area.rings, (from, to) => (isOutside ? add(to, from, borders++) : add(from, to, borders++)))
  const drawn = line.map((place) => vertices.add(...place))
  for (let i = 1; i < drawn.length; i++)
    if (drawn[i] !== drawn[i - 1]) add(drawn[i - 1]!, drawn[i]!, borders + i)
  const noded = node(segments)
  if (!noded) return refuse('crossing', [area.code], line[0] ?? null)
  const splices = findSplices(segments, noded, borders)
  const edges = halfEdges(noded, borders, isOutside)
  const kept = withoutBridges(vertices, edges)
  const pieces = traceVertices(vertices, kept.from, kept.to).map((polygon): Piece => {
    const rings = [polygon.map((ring) => Int32Array.from(ring))]
    return { rings, shape: coverage.shapeOf({ ...area, rings }), isLeft: sideOf(rings, kept.drawn) }
  })
  return { splices, pieces }
}

/**
 * The vertices that borders need so that some of the pieces can go: where the line meets them elsewhere, it only passed by, and
 * the areas beyond stay as they are.
 */
export function splicesFor(cut: Cut, pieces: readonly Piece[]): Splice[] {
  const needed = new Set(pieces.flatMap(({ rings }) => rings.flat().flatMap((ring) => [...ring])))
  return cut.splices
    .map((splice) => ({ ...splice, between: splice.between.filter((vertex) => needed.has(vertex)) }))
    .filter(({ between }) => between.length > 0)
}

function node(segments: Segments): Segments | null {
  try {
    return nodeSegments(segments)
  } catch {
    // Lines that cannot be separated on the integers; rounding makes them cross again and again.
    return null
  }
}

/** The vertices that came into edges of the border. */
function findSplices(segments: Segments, noded: Segments, borders: number): Splice[] {
  const between = new Map<number, number[]>()
  for (const [i, owner] of noded.owner.entries()) {
    if (owner >= borders || noded.to[i] === segments.to[owner]) continue
    const added = between.get(owner)
    if (added) added.push(noded.to[i]!)
    else between.set(owner, [noded.to[i]!])
  }
  return [...between].map(([owner, added]) => ({
    from: segments.from[owner]!,
    to: segments.to[owner]!,
    between: added,
  }))
}

/** `drawn`: the directed edges of the line as it was drawn. */
type HalfEdges = { from: number[]; to: number[]; drawn: Set<number>; lineStart: number }

/** The border, and the line inside it both ways. */
function halfEdges({ vertices, from, to, owner }: Segments, borders: number, isOutside: boolean): HalfEdges {
  const edges: HalfEdges = { from: [], to: [], drawn: new Set(), lineStart: 0 }
  const known = new Set<number>()
  for (const [i, border] of owner.entries()) {
    if (border >= borders) continue
    edges.from.push(from[i]!)
    edges.to.push(to[i]!)
    known.add(bothWaysKey(from[i]!, to[i]!))
  }
  edges.lineStart = edges.from.length
  const inside = insideOf(vertices, edges.from, edges.to, isOutside)
  for (const [i, border] of owner.entries()) {
    const [a, b] = [from[i]!, to[i]!]
    if (border < borders || known.has(bothWaysKey(a, b))) continue
    known.add(bothWaysKey(a, b))
    if (!inside((vertices.x(a) + vertices.x(b)) / 2, (vertices.y(a) + vertices.y(b)) / 2)) continue
    edges.from.push(a, b)
    edges.to.push(b, a)
    edges.drawn.add(edgeKey(a, b))
  }
  return edges
}

/** Whether a point that is on no edge lies in the area, by the edges of its border. */
function insideOf(
  vertices: Coverage['vertices'],
  from: readonly number[],
  to: readonly number[],
  isOutside: boolean,
): (x: number, y: number) => boolean {
  // Each edge as a ring of two vertices would be crossed twice: pointInShape takes whole rings, so the border is traced.
  const [start, end] = isOutside ? [[...to], [...from]] : [[...from], [...to]]
  const shape = traceVertices(vertices, start, end).map((polygon) =>
    polygon.map((ring) => ring.flatMap((vertex) => [vertices.x(vertex), vertices.y(vertex)])),
  )
  return (x, y) => pointInShape(x, y, shape) !== isOutside
}

/** Without the edges of the line that have the same piece on either side: those cut nothing. */
function withoutBridges(vertices: Coverage['vertices'], edges: HalfEdges): HalfEdges {
  const next = followers(vertices, edges.from, edges.to)
  const loopOf = new Int32Array(edges.from.length).fill(-1)
  for (let first = 0; first < loopOf.length; first++)
    for (let edge = first; loopOf[edge] === -1; edge = next[edge]!) loopOf[edge] = first
  const kept: HalfEdges = {
    from: edges.from.slice(0, edges.lineStart),
    to: edges.to.slice(0, edges.lineStart),
    drawn: new Set(),
    lineStart: edges.lineStart,
  }
  for (let edge = edges.lineStart; edge < loopOf.length; edge += 2) {
    if (loopOf[edge] === loopOf[edge + 1]) continue
    const [a, b] = [edges.from[edge]!, edges.to[edge]!]
    kept.from.push(a, b)
    kept.to.push(b, a)
    kept.drawn.add(edgeKey(a, b))
  }
  return kept
}

function sideOf(rings: CoverageArea['rings'], drawn: ReadonlySet<number>): boolean | null {
  let balance = 0
  let passed = false
  eachEdge(rings, (from, to) => {
    const left = drawn.has(edgeKey(from, to))
    if (!left && !drawn.has(edgeKey(to, from))) return
    passed = true
    balance += left ? 1 : -1
  })
  return passed ? balance > 0 : null
}

/** Where a line meets itself other than from one vertex to the next, or as a ring at its two ends. */
function selfCrossing(line: readonly Place[]): Place | null {
  const ends = line.slice(1).flatMap((place, i) => [...line[i]!, ...place])
  for (let a = 0; a < line.length - 1; a++)
    for (let b = a + 1; b < line.length - 1; b++) if (isForbidden(ends, a, b, true)) return line[b]!
  return null
}
