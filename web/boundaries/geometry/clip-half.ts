import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { Polygon, Ring, Shape } from '../../../server/domain/coverage/shape.ts'

/** The part of a shape west or east of a meridian (units): what a swipe leaves of it. */
export function clipHalf(shape: Shape, meridian: number, side: 'west' | 'east'): Shape {
  const isIn = (x: number): boolean => (side === 'west' ? x <= meridian : x >= meridian)
  return shape.flatMap((polygon): Polygon[] => {
    const [outer, ...holes] = polygon.map((ring) => clipRing(ring, meridian, isIn))
    return outer && outer.length >= 6 ? [[outer, ...holes.filter((hole) => hole.length >= 6)]] : []
  })
}

// Sutherland and Hodgman: a ring that leaves and comes back runs along the meridian in between.
function clipRing(ring: Ring, meridian: number, isIn: (x: number) => boolean): Ring {
  const clipped: Ring = []
  let [lastX, lastY] = [ring.at(-2)!, ring.at(-1)!]
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i]!, ring[i + 1]!]
    if (isIn(x) !== isIn(lastX))
      clipped.push(meridian, Math.round(lastY + ((y - lastY) * (meridian - lastX)) / (x - lastX)))
    if (isIn(x)) clipped.push(x, y)
    ;[lastX, lastY] = [x, y]
  }
  return clipped
}

/** The pieces of a ring's line west or east of a meridian. */
export function clipRingLine(ring: Ring, meridian: number, side: 'west' | 'east'): Place[][] {
  const isIn = (x: number): boolean => (side === 'west' ? x <= meridian : x >= meridian)
  const pieces: Place[][] = []
  let open: Place[] | null = null
  let [lastX, lastY] = [ring.at(-2)!, ring.at(-1)!]
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = [ring[i]!, ring[i + 1]!]
    const isCrossing = isIn(x) !== isIn(lastX)
    const at: Place = [meridian, Math.round(lastY + ((y - lastY) * (meridian - lastX)) / (x - lastX || 1))]
    if (isIn(lastX) && open === null) pieces.push((open = [[lastX, lastY]]))
    if (isCrossing && open === null) pieces.push((open = [at]))
    if (isIn(x)) open!.push([x, y])
    else if (isCrossing) open!.push(at)
    if (!isIn(x)) open = null
    ;[lastX, lastY] = [x, y]
  }
  return pieces
}
