import { boundaryEdges } from './boundary-edges.ts'
import { bothWaysKey } from './edge-key.ts'
import { nodeSegments } from './node-segments.ts'
import { pointInShape } from './locate-point.ts'
import { doubledArea, ringBounds } from './ring.ts'
import { followers, traceRings } from './trace-rings.ts'
import type { Ring, Shape } from './shape.ts'
import type { VertexTable } from './vertex-table.ts'

/** A bounded piece of the plane between the lines of all shapes. */
export type Face = {
  shape: Shape
  /** Places of the shapes that cover it, ascending. */
  owners: number[]
  /** A shape covers it twice, or with its inside out. */
  twisted: boolean
  /** Length of border shared with other faces, in units; -1 is the outside. */
  beside: Map<number, number>
}

/** Half-edges of all faces: twins are 2i and 2i + 1. */
type Edges = { vertices: VertexTable; from: number[]; to: number[]; windings: Map<number, number>[] }

export type Arrangement = {
  faces: Face[]
  /**
   * The shapes when each face goes to `ownerOf` it (-1: nobody): an exact coverage, with every vertex in all rings
   * that pass it.
   */
  assemble(ownerOf: (face: number) => number, count: number): Shape[]
}

const OUTSIDE = -1

/**
 * Cuts the plane along the lines of all shapes, noded on the integers: where nothing covers a face there is a gap, where
 * several shapes do they overlap. Shapes may be broken; rings need only be closed.
 */
export function arrange(shapes: readonly Shape[]): Arrangement {
  const edges = uniqueEdges(shapes)
  const { vertices, from, to } = edges
  const next = followers(vertices, from, to)
  const loops = traceLoops(from, next)
  const loopOf = new Int32Array(from.length)
  for (const [i, loop] of loops.entries()) for (const edge of loop) loopOf[edge] = i
  const rings = loops.map((loop): Ring =>
    loop.flatMap((edge) => [vertices.x(from[edge]!), vertices.y(from[edge]!)]),
  )
  const areas = rings.map(doubledArea)
  const component = components(loops, loopOf)
  const faceOf = placeLoops(rings, areas, component)
  const windings = spread(edges, loops, loopOf, faceOf, areas, component)
  return build(edges, loopOf, faceOf, windings)
}

/** Noded edges, each once as a pair of half-edges, with how much the winding of each shape grows from right to left. */
function uniqueEdges(shapes: readonly Shape[]): Edges {
  const raw = boundaryEdges(shapes)
  // Most edges are those of several shapes: they are crossed with the others once.
  const lines = new EdgeSet()
  for (let i = 0; i < raw.from.length; i += 1) lines.add(raw.from[i]!, raw.to[i]!, raw.owner[i]!, 1)
  const noded = nodeSegments({
    vertices: raw.vertices,
    from: lines.low,
    to: lines.high,
    owner: [...lines.windings.keys()],
  })
  const pieces = new EdgeSet()
  for (const [i, line] of noded.owner.entries())
    for (const [owner, times] of lines.windings[line]!) pieces.add(noded.from[i]!, noded.to[i]!, owner, times)
  const edges: Edges = { vertices: raw.vertices, from: [], to: [], windings: pieces.windings }
  for (const [edge, low] of pieces.low.entries()) {
    const high = pieces.high[edge]!
    edges.from.push(low, high)
    edges.to.push(high, low)
  }
  return edges
}

/** Edges from their lower to their higher vertex, each once, with how often each shape winds along them: negative against. */
class EdgeSet {
  readonly low: number[] = []
  readonly high: number[] = []
  readonly windings: Map<number, number>[] = []
  readonly #places = new Map<number, number>()

  add(from: number, to: number, owner: number, times: number): void {
    const key = bothWaysKey(from, to)
    let place = this.#places.get(key)
    if (place === undefined) {
      place = this.windings.length
      this.#places.set(key, place)
      this.low.push(Math.min(from, to))
      this.high.push(Math.max(from, to))
      this.windings.push(new Map())
    }
    const winding = this.windings[place]!
    winding.set(owner, (winding.get(owner) ?? 0) + (from < to ? times : -times))
  }
}

function traceLoops(from: readonly number[], next: Int32Array): number[][] {
  const used = new Uint8Array(from.length)
  const loops: number[][] = []
  for (let first = 0; first < from.length; first += 1) {
    if (used[first]) continue
    const loop: number[] = []
    for (let edge = first; used[edge] === 0; edge = next[edge]!) {
      used[edge] = 1
      loop.push(edge)
    }
    loops.push(loop)
  }
  return loops
}

/** For each loop the connected piece of lines that it belongs to. */
function components(loops: readonly number[][], loopOf: Int32Array): Int32Array {
  const component = new Int32Array(loops.length).fill(-1)
  let count = 0
  for (let first = 0; first < loops.length; first += 1) {
    if (component[first] !== -1) continue
    const stack = [first]
    component[first] = count
    for (let loop = stack.pop(); loop !== undefined; loop = stack.pop()) {
      for (const edge of loops[loop]!) {
        const beside = loopOf[edge ^ 1]!
        if (component[beside] !== -1) continue
        component[beside] = count
        stack.push(beside)
      }
    }
    count += 1
  }
  return component
}

/** The face that each loop bounds, named by its outer loop; loops that run clockwise bound the face around them. */
function placeLoops(rings: readonly Ring[], areas: readonly number[], component: Int32Array): Int32Array {
  const outers = areas.flatMap((area, i) => (area > 0 ? [i] : [])).sort((a, b) => areas[a]! - areas[b]!)
  const bounds = rings.map(ringBounds)
  return Int32Array.from(rings, (ring, i) => {
    if (areas[i]! > 0) return i
    const [x, y] = [(ring[0]! + ring[2]!) / 2, (ring[1]! + ring[3]!) / 2]
    const around = outers.find((outer) => {
      const [minX, minY, maxX, maxY] = bounds[outer]!
      if (component[outer] === component[i] || x < minX || x > maxX || y < minY || y > maxY) return false
      return pointInShape(x, y, [[rings[outer]!]])
    })
    return around ?? OUTSIDE
  })
}

/** How often each shape winds around each face: nothing outside, and one step more or less over every line. */
function spread(
  edges: Edges,
  loops: readonly number[][],
  loopOf: Int32Array,
  faceOf: Int32Array,
  areas: readonly number[],
  component: Int32Array,
): Map<number, Map<number, number>> {
  const known = new Map<number, Map<number, number>>([[OUTSIDE, new Map()]])
  const starts = loops
    .map((_, i) => i)
    .filter((i) => areas[i]! <= 0)
    .sort((a, b) => areas[a]! - areas[b]!)
  const done = new Set<number>()
  // Larger pieces first: the face around a piece is known when its turn comes.
  for (const start of starts) {
    if (done.has(component[start]!)) continue
    done.add(component[start]!)
    const stack = [start]
    const seen = new Set(stack)
    for (let loop = stack.pop(); loop !== undefined; loop = stack.pop()) {
      const here = known.get(faceOf[loop]!) ?? new Map<number, number>()
      for (const edge of loops[loop]!) {
        const beside = loopOf[edge ^ 1]!
        if (seen.has(beside)) continue
        seen.add(beside)
        stack.push(beside)
        if (known.has(faceOf[beside]!)) continue
        const winding = new Map(here)
        // A half-edge with an even number has its winding on the left, which is this side.
        const sign = edge % 2 === 0 ? -1 : 1
        for (const [shape, step] of edges.windings[edge >> 1]!) {
          winding.set(shape, (winding.get(shape) ?? 0) + sign * step)
        }
        known.set(faceOf[beside]!, winding)
      }
    }
  }
  return known
}

function build(
  { vertices, from, to }: Edges,
  loopOf: Int32Array,
  faceOf: Int32Array,
  windings: ReadonlyMap<number, ReadonlyMap<number, number>>,
): Arrangement {
  const names = [...new Set(faceOf)].filter((name) => name !== OUTSIDE)
  const place = new Map(names.map((name, i) => [name, i]))
  const faceAt = (edge: number): number => place.get(faceOf[loopOf[edge]!]!) ?? OUTSIDE
  const sides = names.map(() => ({
    from: [] as number[],
    to: [] as number[],
    beside: new Map<number, number>(),
  }))
  for (let edge = 0; edge < from.length; edge += 1) {
    const face = faceAt(edge)
    const other = faceAt(edge ^ 1)
    if (face === OUTSIDE || face === other) continue
    const side = sides[face]!
    const [a, b] = [from[edge]!, to[edge]!]
    side.from.push(a)
    side.to.push(b)
    const length = Math.hypot(vertices.x(b) - vertices.x(a), vertices.y(b) - vertices.y(a))
    side.beside.set(other, (side.beside.get(other) ?? 0) + length)
  }
  const faces = names.map((name, i): Face => {
    const winding = [...(windings.get(name) ?? [])].filter(([, times]) => times !== 0)
    return {
      shape: traceRings(vertices, sides[i]!.from, sides[i]!.to),
      owners: winding.map(([shape]) => shape).sort((a, b) => a - b),
      twisted: winding.some(([, times]) => times !== 1),
      beside: sides[i]!.beside,
    }
  })
  const assemble = (ownerOf: (face: number) => number, count: number): Shape[] => {
    const owned = Array.from({ length: count }, () => ({ from: [] as number[], to: [] as number[] }))
    const owner = (edge: number): number => (faceAt(edge) === OUTSIDE ? -1 : ownerOf(faceAt(edge)))
    for (let edge = 0; edge < from.length; edge += 1) {
      const own = owner(edge)
      if (own < 0 || own === owner(edge ^ 1)) continue
      owned[own]!.from.push(from[edge]!)
      owned[own]!.to.push(to[edge]!)
    }
    return owned.map((edges) => traceRings(vertices, edges.from, edges.to))
  }
  return { faces, assemble }
}
