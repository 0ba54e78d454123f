import { orientation } from '../../domain/coverage/orientation.ts'
import { pointInShape } from '../../domain/coverage/locate-point.ts'
import type { Ring, Shape } from '../../domain/coverage/shape.ts'
import { segmentBounds, touchingPairs } from '../../domain/coverage/touching-pairs.ts'
import { traceRings } from '../../domain/coverage/trace-rings.ts'
import { VertexTable } from '../../domain/coverage/vertex-table.ts'

/** A piece of a border on integers, 1e-7 degree; right is -1 on the outline. */
type Segment = { ax: number; ay: number; bx: number; by: number; left: number; right: number }
type Crossing = { x: number; y: number; left: number; right: number; cutting: Segment }

/**
 * The territories inside an outline (a ring, counter-clockwise), from their borders: each border is cut where it
 * crosses the outline, and both get a vertex there. An exact coverage comes out, for every edge has two sides.
 */
export function cutByOutline(borders: readonly Segment[], outline: Ring, count: number): Shape[] {
  const frame = frameOf(outline)
  const all = [...borders, ...frame]
  const crossings: Crossing[][] = all.map(() => [])
  const bounds = segmentBounds(all.length, (i) => [all[i]!.ax, all[i]!.ay, all[i]!.bx, all[i]!.by])
  touchingPairs(bounds, (a, b) => {
    const [border, side] = a < borders.length ? [a, b] : [b, a]
    if (side < borders.length || border >= borders.length) return
    const crossing = crossingOf(all[border]!, all[side]!)
    if (!crossing) return
    crossings[border]!.push(crossing)
    crossings[side]!.push(crossing)
  })
  const vertices = new VertexTable()
  const sides = Array.from({ length: count }, () => ({ from: [] as number[], to: [] as number[] }))
  const add = (owner: number, from: number, to: number): void => {
    sides[owner]!.from.push(from)
    sides[owner]!.to.push(to)
  }
  for (const [i, border] of borders.entries()) {
    for (const { ax, ay, bx, by } of pieces(border, crossings[i]!)) {
      if (!pointInShape((ax + bx) / 2, (ay + by) / 2, [[outline]])) continue
      const from = vertices.add(ax, ay)
      const to = vertices.add(bx, by)
      if (from === to) continue
      add(border.left, from, to)
      add(border.right, to, from)
    }
  }
  addFrame(frame, crossings.slice(borders.length), vertices, add)
  return sides.map(({ from, to }) => traceRings(vertices, from, to))
}

function frameOf(ring: Ring): Segment[] {
  return Array.from({ length: ring.length / 2 }, (_, i) => {
    const next = (2 * i + 2) % ring.length
    return {
      ax: ring[2 * i]!,
      ay: ring[2 * i + 1]!,
      bx: ring[next]!,
      by: ring[next + 1]!,
      left: -1,
      right: -1,
    }
  })
}

/** Where a border properly crosses a side of the outline, rounded to the integers. */
function crossingOf(border: Segment, side: Segment): Crossing | null {
  const { ax, ay, bx, by } = border
  const a = orientation(side.ax, side.ay, side.bx, side.by, ax, ay)
  const b = orientation(side.ax, side.ay, side.bx, side.by, bx, by)
  const c = orientation(ax, ay, bx, by, side.ax, side.ay)
  const d = orientation(ax, ay, bx, by, side.bx, side.by)
  if (a > 0 === b > 0 || c > 0 === d > 0) return null
  const along = a / (a - b)
  const x = Math.round(ax + along * (bx - ax))
  const y = Math.round(ay + along * (by - ay))
  // Going along the outline, what lies ahead is on the left of the border or on its right.
  const [left, right] = d > 0 ? [border.left, border.right] : [border.right, border.left]
  return { x, y, left, right, cutting: border }
}

/** A segment in parts, cut at its crossings in order. */
function pieces(
  segment: Segment,
  crossings: readonly Crossing[],
): { ax: number; ay: number; bx: number; by: number }[] {
  const { ax, ay, bx, by } = segment
  const ordered = inOrder(segment, crossings)
  const stops = [{ x: ax, y: ay }, ...ordered, { x: bx, y: by }]
  return stops.slice(1).map((end, i) => ({ ax: stops[i]!.x, ay: stops[i]!.y, bx: end.x, by: end.y }))
}

function inOrder({ ax, ay }: Segment, crossings: readonly Crossing[]): Crossing[] {
  const distance = ({ x, y }: Crossing): number => Math.abs(x - ax) + Math.abs(y - ay)
  return crossings.toSorted((p, q) => distance(p) - distance(q))
}

/** Walks the outline from its first crossing once around; at each crossing another territory begins. */
function addFrame(
  frame: readonly Segment[],
  crossings: readonly Crossing[][],
  vertices: VertexTable,
  add: (owner: number, from: number, to: number) => void,
): void {
  const stops = frame.flatMap((side, i) => [
    { x: side.ax, y: side.ay, owner: null as number | null },
    ...inOrder(side, crossings[i]!).map(({ x, y, left }) => ({ x, y, owner: left as number | null })),
  ])
  const first = stops.findIndex((stop) => stop.owner !== null)
  if (first < 0) throw new Error('No border reaches the outline.')
  let owner = stops[first]!.owner!
  for (let i = 0; i < stops.length; i += 1) {
    const stop = stops[(first + i) % stops.length]!
    const next = stops[(first + i + 1) % stops.length]!
    owner = stop.owner ?? owner
    const from = vertices.add(stop.x, stop.y)
    const to = vertices.add(next.x, next.y)
    if (from !== to) add(owner, from, to)
  }
}
