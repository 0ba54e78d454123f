import { pointInShape } from './locate-point.ts'
import { doubledArea, ringBounds } from './ring.ts'
import type { Polygon, Shape } from './shape.ts'

/** The search ends when no square can hold a point further inside by more than this share of the part's height. */
const PRECISION = 0.01

/** `most`: how far inside a point of the square can lie at most. */
type Square = { x: number; y: number; half: number; most: number }

/**
 * A point well inside the largest part of a shape, in integer units: where a name is put. It is the point furthest from
 * the border, found by dividing squares (the idea of mapbox/polylabel), with longitudes shortened to the latitude.
 */
export function labelPoint(shape: Shape): [x: number, y: number] {
  const part = shape.reduce((largest, next) =>
    doubledArea(next[0]!) > doubledArea(largest[0]!) ? next : largest,
  )
  const [minX, minY, maxX, maxY] = ringBounds(part[0]!)
  const stretch = Math.cos(((minY + maxY) / 2 / 1e7) * (Math.PI / 180))
  const precision = (maxY - minY) * PRECISION
  let best = { x: 0, y: 0, distance: -Infinity }
  const measure = (x: number, y: number, half: number): Square => {
    const reach = half * Math.SQRT2
    const enough = best.distance - Math.max(0, reach - precision)
    const distance = signedDistance(x, y, part, stretch, enough)
    if (distance > best.distance) best = { x, y, distance }
    return { x, y, half, most: distance + reach }
  }
  const half = Math.min((maxX - minX) * stretch, maxY - minY) / 2
  measure((minX + maxX) / 2, (minY + maxY) / 2, 0)
  let squares: Square[] = []
  for (let x = minX + half / stretch; x - half / stretch < maxX; x += (2 * half) / stretch) {
    for (let y = minY + half; y - half < maxY; y += 2 * half) squares.push(measure(x, y, half))
  }
  while (squares.length > 0) {
    // The most promising first: what they find rules out the others sooner.
    const promising = squares
      .filter((square) => square.most - best.distance > precision)
      .sort((a, b) => b.most - a.most)
    squares = promising.flatMap(({ x, y, half: side }) => {
      const step = side / 2
      return [-step, step].flatMap((dx) => [-step, step].map((dy) => measure(x + dx / stretch, y + dy, step)))
    })
  }
  return [Math.round(best.x), Math.round(best.y)]
}

/**
 * Distance to the border in units of latitude, negative outside. -Infinity as soon as it is known to be at most
 * `enough`: such a square is neither the best nor worth dividing, and most are ruled out by a few edges.
 */
function signedDistance(x: number, y: number, part: Polygon, stretch: number, enough: number): number {
  const enoughSquared = enough > 0 ? enough * enough : -1
  let squared = Infinity
  for (const ring of part) {
    let px = (x - ring.at(-2)!) * stretch
    let py = y - ring.at(-1)!
    for (let i = 0; i < ring.length; i += 2) {
      const nextX = (x - ring[i]!) * stretch
      const nextY = y - ring[i + 1]!
      const beside = px * nextX > 0 ? Math.min(px * px, nextX * nextX) : 0
      const above = py * nextY > 0 ? Math.min(py * py, nextY * nextY) : 0
      // Most edges are farther away than one seen before, by their box alone.
      if (beside + above < squared) {
        const dx = px - nextX
        const dy = py - nextY
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)))
        squared = Math.min(squared, (px - along * dx) ** 2 + (py - along * dy) ** 2)
        if (squared <= enoughSquared) return -Infinity
      }
      px = nextX
      py = nextY
    }
  }
  return Math.sqrt(squared) * (pointInShape(x, y, [part]) ? 1 : -1)
}
