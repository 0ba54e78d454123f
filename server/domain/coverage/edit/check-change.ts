import { doubledArea } from '../ring.ts'
import { isForbidden, misplacedRing } from '../shape-faults.ts'
import type { Shape } from '../shape.ts'
import type { Change, Coverage, CoverageArea } from './coverage.ts'
import { OUTSIDE, type Place } from './operation.ts'
import { refuse, type Refusal } from './refusal.ts'
import { bothWaysKey, eachEdge } from './ring-edges.ts'

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
    const shape = coverage.shapeOf(after)
    const found =
      ringRefusal(after, shape) ?? contactRefusal(after, shape, isNewEdge) ?? placeRefusal(after, shape)
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

function ringRefusal({ code }: CoverageArea, shape: Shape): Refusal | null {
  // Without any area left there is no outline either.
  if (shape.length === 0) return code === OUTSIDE ? null : refuse('no-ground', [code])
  for (const polygon of shape) {
    for (const [i, ring] of polygon.entries()) {
      const place: Place = [ring[0] ?? 0, ring[1] ?? 0]
      const doubled = doubledArea(ring)
      if (ring.length < 6 || doubled === 0) return refuse('no-ground', [code], place)
      if (doubled > 0 !== (i === 0)) return refuse('inside-out', [code], place)
    }
  }
  return null
}

function placeRefusal({ code }: CoverageArea, shape: Shape): Refusal | null {
  if (shape.length === 1 && shape[0]!.length === 1) return null
  const place = misplacedRing(shape)
  return place && refuse('inside-out', [code], place)
}

/** Where a new edge meets another one other than at an end of both. */
function contactRefusal({ code, rings }: CoverageArea, shape: Shape, isNew: IsNewEdge): Refusal | null {
  const ends: number[] = []
  const ringOf: number[] = []
  const fresh: number[] = []
  const vertexRings = rings.flat()
  for (const [index, ring] of shape.flat().entries()) {
    const numbers = vertexRings[index]!
    for (let i = 0, last = numbers.length - 1; i < numbers.length; last = i, i++) {
      if (isNew(numbers[last]!, numbers[i]!)) fresh.push(ringOf.length)
      ends.push(ring[2 * last]!, ring[2 * last + 1]!, ring[2 * i]!, ring[2 * i + 1]!)
      ringOf.push(index)
    }
  }
  for (const a of fresh) {
    const [ax, ay, bx, by] = [ends[4 * a]!, ends[4 * a + 1]!, ends[4 * a + 2]!, ends[4 * a + 3]!]
    const [minX, maxX] = ax < bx ? [ax, bx] : [bx, ax]
    const [minY, maxY] = ay < by ? [ay, by] : [by, ay]
    for (let b = 0; b < ringOf.length; b++) {
      const at = 4 * b
      const [cx, dx] = [ends[at]!, ends[at + 2]!]
      if ((cx < minX && dx < minX) || (cx > maxX && dx > maxX)) continue
      const [cy, dy] = [ends[at + 1]!, ends[at + 3]!]
      if ((cy < minY && dy < minY) || (cy > maxY && dy > maxY)) continue
      if (a === b || !isForbidden(ends, a, b, ringOf[a] === ringOf[b])) continue
      return refuse('crossing', [code], meetingPlace(ends, a, b))
    }
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
