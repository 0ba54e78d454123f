import { pointFault, type Fault } from './fault.ts'
import { pointInShape } from './locate-point.ts'
import { orientation } from './orientation.ts'
import { doubledArea, ringBounds, type Bounds } from './ring.ts'
import type { Polygon, Ring, Shape } from './shape.ts'
import { everyTouchingPair, segmentBounds, touchingPairs } from './touching-pairs.ts'

/** What makes one shape, by itself, no valid multipolygon in the sense of OGC Simple Features. At most one fault a ring. */
export function shapeFaults(code: string, shape: Shape): Fault[] {
  const faults: Fault[] = []
  const isAlone = shape.length === 1 && shape[0]!.length === 1
  const seen = new Set<string>()
  for (const polygon of shape) {
    for (const [index, ring] of polygon.entries()) {
      const place: [number, number] = [ring[0] ?? 0, ring[1] ?? 0]
      const doubled = doubledArea(ring)
      // The key is dear, and one ring is like no other.
      const key = isAlone ? '' : ringKey(ring)
      if (ring.length < 6 || doubled === 0) faults.push(pointFault('zero-area', [code], place))
      else if (seen.has(key)) faults.push(pointFault('duplicate-ring', [code], place))
      else if (doubled > 0 !== (index === 0)) faults.push(pointFault('wrong-orientation', [code], place))
      seen.add(key)
    }
  }
  if (shape.length === 0) faults.push(pointFault('zero-area', [code], [0, 0]))
  if (faults.length > 0) return faults
  const place = contact(shape) ?? misplacedRing(shape)
  return place ? [pointFault('self-intersection', [code], place)] : []
}

/** The same for rings of the same vertices, wherever they begin and whichever way they run. */
function ringKey(ring: Ring): string {
  const vertices: string[] = []
  for (let i = 0; i < ring.length; i += 2) vertices.push(`${ring[i]},${ring[i + 1]}`)
  return vertices.sort().join(' ')
}

/** Up to so many edges, comparing all with all is faster than sorting them into cells. */
const FEW_EDGES = 100

/** Where two edges of a shape meet other than rings at a vertex of both, or null. */
function contact(shape: Shape): [x: number, y: number] | null {
  const ends: number[] = []
  const ringOf: number[] = []
  for (const [index, ring] of shape.flat().entries()) {
    for (let i = 0, last = ring.length - 2; i < ring.length; last = i, i += 2) {
      ends.push(ring[last]!, ring[last + 1]!, ring[i]!, ring[i + 1]!)
      ringOf.push(index)
    }
  }
  const count = ringOf.length
  const bounds = segmentBounds(count, (i) => [
    ends[i * 4]!,
    ends[i * 4 + 1]!,
    ends[i * 4 + 2]!,
    ends[i * 4 + 3]!,
  ])
  let found: [number, number] | null = null
  const visit = (a: number, b: number): void => {
    if (!found && isForbidden(ends, a, b, ringOf[a] === ringOf[b])) found = [ends[a * 4]!, ends[a * 4 + 1]!]
  }
  if (count <= FEW_EDGES) everyTouchingPair(bounds, visit)
  else touchingPairs(bounds, visit)
  return found
}

/**
 * Whether edges `a` and `b` share what they must not; `ends` has the ends of each as x, y, x, y. They may share an end: a
 * follower within one ring, any within two. Everything else that they share is forbidden.
 */
export function isForbidden(ends: readonly number[], a: number, b: number, sameRing: boolean): boolean {
  const [ax, ay, bx, by] = [ends[a * 4]!, ends[a * 4 + 1]!, ends[a * 4 + 2]!, ends[a * 4 + 3]!]
  const [cx, cy, dx, dy] = [ends[b * 4]!, ends[b * 4 + 1]!, ends[b * 4 + 2]!, ends[b * 4 + 3]!]
  const c = orientation(ax, ay, bx, by, cx, cy)
  const d = orientation(ax, ay, bx, by, dx, dy)
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false
  const aSide = orientation(cx, cy, dx, dy, ax, ay)
  const bSide = orientation(cx, cy, dx, dy, bx, by)
  if ((aSide > 0 && bSide > 0) || (aSide < 0 && bSide < 0)) return false
  const chained = (bx === cx && by === cy) || (dx === ax && dy === ay)
  const sharesEnd = chained || (ax === cx && ay === cy) || (bx === dx && by === dy)
  if (!sharesEnd) return c !== 0 || d !== 0 || overlapsOnLine(ax, ay, bx, by, cx, cy, dx, dy)
  if (c === 0 && d === 0) return overlapsOnLine(ax, ay, bx, by, cx, cy, dx, dy)
  return sameRing && !chained
}

/** Whether two segments of one line have more than an end in common. */
function overlapsOnLine(...[ax, ay, bx, by, cx, cy, dx, dy]: EightNumbers): boolean {
  const along = Math.abs(bx - ax) >= Math.abs(by - ay)
  const [a, b, c, d] = along ? [ax, bx, cx, dx] : [ay, by, cy, dy]
  return Math.min(Math.max(a, b), Math.max(c, d)) > Math.max(Math.min(a, b), Math.min(c, d))
}

type EightNumbers = [number, number, number, number, number, number, number, number]

/** The start of a hole outside its part or inside another hole, or of a part inside another part; null when all is well. */
export function misplacedRing(shape: Shape): [x: number, y: number] | null {
  const bounds: Bounds[] = shape.map((polygon) => ringBounds(polygon[0]!))
  for (const [index, polygon] of shape.entries()) {
    const [outer, ...holes] = polygon
    for (const hole of holes) {
      const others: Polygon = holes.filter((other) => other !== hole)
      if (!startLiesIn(hole, [[outer!, ...others]])) return [hole[0]!, hole[1]!]
    }
    for (const [other, candidate] of shape.entries()) {
      const [minX, minY, maxX, maxY] = bounds[other]!
      const [x, y] = [outer![0]!, outer![1]!]
      if (other === index || x < minX || x > maxX || y < minY || y > maxY) continue
      if (startLiesIn(outer!, [candidate])) return [x, y]
    }
  }
  return null
}

/** By the middle of the first edge, which no other ring touches. */
function startLiesIn(ring: Ring, shape: Shape): boolean {
  return pointInShape((ring[0]! + ring[2]!) / 2, (ring[1]! + ring[3]!) / 2, shape)
}
