import type { FieldLattice } from './field-lattice.ts'

/** A border between two territories: points in metres, with `left` on its left. Ends are junctions or, in a loop, equal. */
export type Arc = { left: number; right: number; points: [x: number, y: number][] }

type Edge = { from: number; to: number; left: number; right: number }

/** The borders between territories as arcs from junction to junction, and loops. Edges towards -1 are left out. */
export function traceArcs(lattice: FieldLattice, owner: Int32Array): Arc[] {
  const edges: Edge[] = []
  lattice.eachEdge((from, to, leftCell, rightCell) => {
    const left = owner[leftCell]!
    const right = owner[rightCell]!
    if (left !== right && left >= 0 && right >= 0) edges.push({ from, to, left, right })
  })
  const at = new Map<number, number[]>()
  for (const [i, { from, to }] of edges.entries()) {
    for (const vertex of [from, to]) at.set(vertex, [...(at.get(vertex) ?? []), i])
  }
  const used = new Uint8Array(edges.length)
  const arcs: Arc[] = []
  const follow = (start: number, first: number): void => {
    const edge = edges[first]!
    const forward = edge.from === start
    const vertices = [start]
    let vertex = start
    for (let next: number | undefined = first; next !== undefined;) {
      used[next] = 1
      const { from, to }: Edge = edges[next]!
      vertex = from === vertex ? to : from
      vertices.push(vertex)
      const around: number[] = at.get(vertex)!
      next = around.length === 2 ? around.find((other) => used[other] === 0) : undefined
    }
    arcs.push({
      left: forward ? edge.left : edge.right,
      right: forward ? edge.right : edge.left,
      points: vertices.map((v) => [lattice.x(v), lattice.y(v)]),
    })
  }
  for (const [vertex, around] of at) {
    if (around.length !== 2) for (const i of around) if (used[i] === 0) follow(vertex, i)
  }
  for (const [vertex, around] of at) for (const i of around) if (used[i] === 0) follow(vertex, i)
  return arcs
}

/** The arc with fewer points, none of the others farther than the tolerance away (Douglas and Peucker). */
export function simplifyArc(arc: Arc, toleranceMetres: number): Arc {
  const { points } = arc
  const last = points.length - 1
  const kept = new Uint8Array(points.length)
  kept[0] = 1
  kept[last] = 1
  const isLoop = points[0]![0] === points[last]![0] && points[0]![1] === points[last]![1]
  const stack: [number, number][] = []
  if (isLoop) {
    const far = farthest(points, 0, last, (p) => Math.hypot(p[0] - points[0]![0], p[1] - points[0]![1])).place
    kept[far] = 1
    stack.push([0, far], [far, last])
  } else stack.push([0, last])
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span
    const found = farthest(points, from, to, (p) => distanceToSegment(p, points[from]!, points[to]!))
    if (found.distance <= toleranceMetres && !(isLoop && to - from > 6)) continue
    if (found.place < 0) continue
    kept[found.place] = 1
    stack.push([from, found.place], [found.place, to])
  }
  return { ...arc, points: points.filter((_, i) => kept[i] === 1) }
}

function farthest(
  points: readonly [number, number][],
  from: number,
  to: number,
  distanceOf: (point: [number, number]) => number,
): { place: number; distance: number } {
  let place = -1
  let distance = -1
  for (let i = from + 1; i < to; i += 1) {
    const here = distanceOf(points[i]!)
    if (here > distance) {
      distance = here
      place = i
    }
  }
  return { place, distance }
}

function distanceToSegment(
  [x, y]: [number, number],
  [ax, ay]: [number, number],
  [bx, by]: [number, number],
): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const along =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}
