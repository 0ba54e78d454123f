import { isForbidden, misplacedRing } from '../shape-faults.ts'
import type { Change, Coverage, CoverageArea, VertexRing } from './coverage.ts'
import { OUTSIDE, type Place } from './operation.ts'
import { refuse, type Refusal } from './refusal.ts'
import { bothWaysKey } from '../edge-key.ts'
import { eachEdge } from './ring-edges.ts'

/** Whether an edge of a changed area was not in the coverage before. */
export type IsNewEdge = (from: number, to: number) => boolean

/**
 * Why a change cannot be made, or null. Exact, and only of the areas that change: each must be valid by itself, for in a
 * coverage in which every edge has an area on either side nothing can then overlap (see `Coverage`). Edges that were
 * there before are not compared with each other again. `isNew` may be given where it is known better than by looking.
 */
export function checkChange(coverage: Coverage, change: Change, isNew?: IsNewEdge): Refusal | null {
  const isNewEdge = isNew ?? newEdges(change)
  for (const { before, after } of change.values()) {
    if (!after || before?.rings === after.rings) continue
    const found =
      ringRefusal(coverage, after) ??
      (isNew ? null : twiceRefusal(coverage, after)) ??
      contactRefusal(coverage, after, isNewEdge) ??
      placeRefusal(coverage, after)
    if (found) return found
  }
  return null
}

/** Edges that no area of the change had before, by looking at all of them. */
function newEdges(change: Change): IsNewEdge {
  const known = new Set<number>()
  for (const { before } of change.values())
    if (before) eachEdge(before.rings, (from, to) => void known.add(bothWaysKey(from, to)))
  return (from, to) => !known.has(bothWaysKey(from, to))
}

function ringRefusal(coverage: Coverage, { code, rings }: CoverageArea): Refusal | null {
  // Without any area left there is no outline either.
  if (rings.length === 0) return code === OUTSIDE ? null : refuse('no-ground', [code])
  for (const polygon of rings) {
    for (const [i, ring] of polygon.entries()) {
      const doubled = doubledArea(coverage, ring)
      if (ring.length < 3 || doubled === 0) return refuse('no-ground', [code], coverage.placeOf(ring[0] ?? 0))
      if (doubled > 0 !== (i === 0)) return refuse('inside-out', [code], coverage.placeOf(ring[0]!))
    }
  }
  return null
}

/** As `doubledArea` of ring.ts, without making a list of coordinates of an outline of thousands of vertices. */
function doubledArea({ vertices }: Coverage, ring: VertexRing): number {
  if (ring.length === 0) return 0
  const [originX, originY] = [vertices.x(ring[0]!), vertices.y(ring[0]!)]
  let sum = 0
  let x = vertices.x(ring[ring.length - 1]!) - originX
  let y = vertices.y(ring[ring.length - 1]!) - originY
  for (let i = 0; i < ring.length; i++) {
    const nextX = vertices.x(ring[i]!) - originX
    const nextY = vertices.y(ring[i]!) - originY
    sum += x * nextY - nextX * y
    x = nextX
    y = nextY
  }
  return sum
}

function placeRefusal(coverage: Coverage, area: CoverageArea): Refusal | null {
  if (area.rings.length === 1 && area.rings[0]!.length === 1) return null
  const place = misplacedRing(coverage.shapeOf(area))
  return place && refuse('inside-out', [area.code], place)
}

/**
 * Where an area would have ground on both sides of an edge of its own. That one was there before, on the far side of land that
 * is gone now: so nothing else finds it. Where edges are known to be new, they are compared with all others anyway.
 */
function twiceRefusal(coverage: Coverage, { code, rings }: CoverageArea): Refusal | null {
  const seen = new Set<number>()
  let twice: number | null = null
  eachEdge(rings, (from, to) => {
    const key = bothWaysKey(from, to)
    if (seen.has(key)) twice ??= from
    seen.add(key)
  })
  return twice === null ? null : refuse('crossing', [code], coverage.placeOf(twice))
}

type NewEdge = { from: number; to: number; ring: VertexRing; place: number }

/** Where a new edge meets another one other than at an end of both. */
function contactRefusal(coverage: Coverage, { code, rings }: CoverageArea, isNew: IsNewEdge): Refusal | null {
  const all = rings.flat()
  const fresh: NewEdge[] = []
  for (const ring of all) {
    for (let place = 0, from = ring[ring.length - 1]!; place < ring.length; place++) {
      const to = ring[place]!
      if (isNew(from, to)) fresh.push({ from, to, ring, place })
      from = to
    }
  }
  for (const edge of fresh) {
    for (const ring of all) {
      const met = contact(coverage, edge, ring)
      if (met) return refuse('crossing', [code], met)
    }
  }
  return null
}

/** Where an edge meets one of a ring that it must not, or null. */
function contact({ vertices }: Coverage, edge: NewEdge, ring: VertexRing): Place | null {
  const [ax, ay] = [vertices.x(edge.from), vertices.y(edge.from)]
  const [bx, by] = [vertices.x(edge.to), vertices.y(edge.to)]
  const [minX, maxX] = ax < bx ? [ax, bx] : [bx, ax]
  const [minY, maxY] = ay < by ? [ay, by] : [by, ay]
  let cx = vertices.x(ring[ring.length - 1]!)
  let cy = vertices.y(ring[ring.length - 1]!)
  for (let place = 0; place < ring.length; place++) {
    const dx = vertices.x(ring[place]!)
    const dy = vertices.y(ring[place]!)
    const isApart =
      (cx < minX && dx < minX) ||
      (cx > maxX && dx > maxX) ||
      (cy < minY && dy < minY) ||
      (cy > maxY && dy > maxY)
    if (!isApart && !(ring === edge.ring && place === edge.place)) {
      const ends = [ax, ay, bx, by, cx, cy, dx, dy]
      if (isForbidden(ends, 0, 1, ring === edge.ring)) return meetingPlace(ends, 0, 1)
    }
    cx = dx
    cy = dy
  }
  return null
}

/** About where two edges meet. */
function meetingPlace(ends: readonly number[], a: number, b: number): Place {
  const [ax, ay, bx, by] = [ends[4 * a]!, ends[4 * a + 1]!, ends[4 * a + 2]!, ends[4 * a + 3]!]
  const [cx, cy, dx, dy] = [ends[4 * b]!, ends[4 * b + 1]!, ends[4 * b + 2]!, ends[4 * b + 3]!]
  const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
  if (turn === 0) return [cx, cy]
  const along = Math.min(1, Math.max(0, ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn))
  return [Math.round(ax + along * (bx - ax)), Math.round(ay + along * (by - ay))]
}
