import { orientation } from './orientation.ts'
import { segmentBounds, touchingPairs } from './touching-pairs.ts'
import { VertexTable } from './vertex-table.ts'

/**
 * Rounds of splitting; a round is needed again only where rounding made new crossings. Mostly that ends after two or three,
 * but where two long lines run a unit beside each other their crossing can wander along them, a step a round.
 */
const MOST_ROUNDS = 1000

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
  const { x, y } = reader(vertices)
  const bounds = segmentBounds(from.length, (i) => [x(from[i]!), y(from[i]!), x(to[i]!), y(to[i]!)])
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
    const turn = (p: number, q: number, r: number): number => orientation(x(p), y(p), x(q), y(q), x(r), y(r))
    const [s0, s1, t0, t1] = [turn(a0, a1, b0), turn(a0, a1, b1), turn(b0, b1, a0), turn(b0, b1, a1)]
    if (s0 === 0 && isBetween(vertices, a0, a1, b0)) cut(a, b0)
    if (s1 === 0 && isBetween(vertices, a0, a1, b1)) cut(a, b1)
    if (t0 === 0 && isBetween(vertices, b0, b1, a0)) cut(b, a0)
    if (t1 === 0 && isBetween(vertices, b0, b1, a1)) cut(b, a1)
    if (s0 > 0 === s1 > 0 || t0 > 0 === t1 > 0 || s0 === 0 || s1 === 0 || t0 === 0 || t1 === 0) return
    const along = t0 / (t0 - t1)
    const vertex = vertices.add(
      Math.round(x(a0) + along * (x(a1) - x(a0))),
      Math.round(y(a0) + along * (y(a1) - y(a0))),
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
  const { x, y } = reader(vertices)
  const result: Segments = { vertices, from: [], to: [], owner: [] }
  for (let i = 0; i < from.length; i += 1) {
    const [dx, dy] = [x(to[i]!) - x(from[i]!), y(to[i]!) - y(from[i]!)]
    const along = (vertex: number): number => (x(vertex) - x(from[i]!)) * dx + (y(vertex) - y(from[i]!)) * dy
    const stops = [...(cuts.get(i) ?? [])].sort((p, q) => along(p) - along(q))
    let last = from[i]!
    for (const stop of [...stops, to[i]!]) {
      if (stop === last) continue
      result.from.push(last)
      result.to.push(stop)
      result.owner.push(owner[i]!)
      last = stop
    }
  }
  return result
}

function isBetween(vertices: VertexTable, a: number, b: number, vertex: number): boolean {
  const { x, y } = reader(vertices)
  const inX = (x(vertex) - x(a)) * (x(vertex) - x(b)) <= 0
  const inY = (y(vertex) - y(a)) * (y(vertex) - y(b)) <= 0
  return vertex !== a && vertex !== b && inX && inY
}

function reader(vertices: VertexTable) {
  return { x: (vertex: number) => vertices.x(vertex), y: (vertex: number) => vertices.y(vertex) }
}
