import { pointInShape } from './locate-point.ts'
import { doubledArea, ringBounds } from './ring.ts'
import type { Polygon, Shape } from './shape.ts'

/** The search ends when no square can hold a point further inside by more than this share of the part's height. */
const PRECISION = 0.01

type Square = { x: number; y: number; half: number; distance: number; best: number }

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
  const measure = (x: number, y: number, half: number): Square => {
    const distance = signedDistance(x, y, part, stretch)
    return { x, y, half, distance, best: distance + half * Math.SQRT2 }
  }
  const half = Math.min((maxX - minX) * stretch, maxY - minY) / 2
  let best = measure((minX + maxX) / 2, (minY + maxY) / 2, 0)
  let squares: Square[] = []
  for (let x = minX + half / stretch; x - half / stretch < maxX; x += (2 * half) / stretch) {
    for (let y = minY + half; y - half < maxY; y += 2 * half) squares.push(measure(x, y, half))
  }
  while (squares.length > 0) {
    for (const square of squares) if (square.distance > best.distance) best = square
    const promising = squares.filter((square) => square.best - best.distance > (maxY - minY) * PRECISION)
    squares = promising.flatMap(({ x, y, half: side }) => {
      const step = side / 2
      return [-step, step].flatMap((dx) => [-step, step].map((dy) => measure(x + dx / stretch, y + dy, step)))
    })
  }
  return [Math.round(best.x), Math.round(best.y)]
}

/** Distance to the border in units of latitude, negative outside. */
function signedDistance(x: number, y: number, part: Polygon, stretch: number): number {
  let squared = Infinity
  for (const ring of part) {
    let fromX = ring.at(-2)!
    let fromY = ring.at(-1)!
    for (let i = 0; i < ring.length; i += 2) {
      const toX = ring[i]!
      const toY = ring[i + 1]!
      const dx = (toX - fromX) * stretch
      const dy = toY - fromY
      const px = (x - fromX) * stretch
      const py = y - fromY
      const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)))
      squared = Math.min(squared, (px - along * dx) ** 2 + (py - along * dy) ** 2)
      fromX = toX
      fromY = toY
    }
  }
  return Math.sqrt(squared) * (pointInShape(x, y, [part]) ? 1 : -1)
}
