import { orientation } from './orientation.ts'
import { segmentBounds, touchingPairs } from './touching-pairs.ts'
import { VertexTable } from './vertex-table.ts'

/**
 * Rounds of splitting; a round is needed again only where rounding made new crossings. Mostly that ends after two or three,
 * but where two long lines run a unit beside each other their crossing can wander along them, a step a round.
 */
const MOST_ROUNDS = 1000

const NONE: ReadonlySet<number> = new Set()

export type Segments = { vertices: VertexTable; from: number[]; to: number[]; owner: number[] }

/**
 * Splits directed segments at every crossing, touching and overlap, on integers: crossings are rounded to the next
 * vertex, again and again until none is left. Afterwards two segments share nothing, or an end, or are the same.
 */
export function nodeSegments(segments: Segments): Segments {
  let current = segments
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const cuts = findCuts(current)
    if (cuts.size === 0) return current
    current = split(current, cuts)
  }
  throw new Error('The lines of these areas could not be separated at their crossings.')
}

/** For segments that must be split the vertices to split them at. */
function findCuts({ vertices, from, to }: Segments): Map<number, Set<number>> {
  const bounds = segmentBounds(from.length, (i) => [
    vertices.x(from[i]!),
    vertices.y(from[i]!),
    vertices.x(to[i]!),
    vertices.y(to[i]!),
  ])
  const cuts = new Map<number, Set<number>>()
  const cut = (segment: number, vertex: number): void => {
    if (vertex === from[segment] || vertex === to[segment]) return
    const known = cuts.get(segment)
    if (known) known.add(vertex)
    else cuts.set(segment, new Set([vertex]))
  }
  touchingPairs(bounds, (a, b) => {
    const [a0, a1, b0, b1] = [from[a]!, to[a]!, from[b]!, to[b]!]
    if ((a0 === b0 && a1 === b1) || (a0 === b1 && a1 === b0)) return
    const [s0, s1] = [turn(vertices, a0, a1, b0), turn(vertices, a0, a1, b1)]
    const [t0, t1] = [turn(vertices, b0, b1, a0), turn(vertices, b0, b1, a1)]
    if (s0 === 0 && isBetween(vertices, a0, a1, b0)) cut(a, b0)
    if (s1 === 0 && isBetween(vertices, a0, a1, b1)) cut(a, b1)
    if (t0 === 0 && isBetween(vertices, b0, b1, a0)) cut(b, a0)
    if (t1 === 0 && isBetween(vertices, b0, b1, a1)) cut(b, a1)
    if (s0 > 0 === s1 > 0 || t0 > 0 === t1 > 0 || s0 === 0 || s1 === 0 || t0 === 0 || t1 === 0) return
    const along = t0 / (t0 - t1)
    const [x, y] = [vertices.x(a0), vertices.y(a0)]
    const vertex = vertices.add(
      Math.round(x + along * (vertices.x(a1) - x)),
      Math.round(y + along * (vertices.y(a1) - y)),
    )
    cut(a, vertex)
    cut(b, vertex)
  })
  return cuts
}

function split(
  { vertices, from, to, owner }: Segments,
  cuts: ReadonlyMap<number, ReadonlySet<number>>,
): Segments {
  const result: Segments = { vertices, from: [], to: [], owner: [] }
  for (let i = 0; i < from.length; i += 1) {
    let last = from[i]!
    for (const stop of stopsAlong(vertices, last, to[i]!, cuts.get(i) ?? NONE)) {
      if (stop === last) continue
      result.from.push(last)
      result.to.push(stop)
      result.owner.push(owner[i]!)
      last = stop
    }
  }
  return result
}

/** Some vertices on a segment in the order of its direction, and its end. */
function stopsAlong(
  vertices: VertexTable,
  from: number,
  to: number,
  between: ReadonlySet<number>,
): readonly number[] {
  if (between.size === 0) return [to]
  const [x, y] = [vertices.x(from), vertices.y(from)]
  const [dx, dy] = [vertices.x(to) - x, vertices.y(to) - y]
  const along = (vertex: number): number => (vertices.x(vertex) - x) * dx + (vertices.y(vertex) - y) * dy
  return [...[...between].sort((p, q) => along(p) - along(q)), to]
}

/** Twice the area of the triangle of three vertices, positive where they turn left. */
function turn(vertices: VertexTable, p: number, q: number, r: number): number {
  return orientation(vertices.x(p), vertices.y(p), vertices.x(q), vertices.y(q), vertices.x(r), vertices.y(r))
}

function isBetween(vertices: VertexTable, a: number, b: number, vertex: number): boolean {
  if (vertex === a || vertex === b) return false
  const [x, y] = [vertices.x(vertex), vertices.y(vertex)]
  return (x - vertices.x(a)) * (x - vertices.x(b)) <= 0 && (y - vertices.y(a)) * (y - vertices.y(b)) <= 0
}
