import type { Coverage, CoverageArea } from '../edit/coverage.ts'
import { cutArea, type Piece } from '../edit/cut-area.ts'
import type { Place } from '../edit/operation.ts'
import { isRefusal } from '../edit/refusal.ts'
import type { Shape } from '../shape.ts'
import type { SizeOf } from './size-of.ts'

/** A direction in the plane of longitude and latitude, of any length. */
export type Direction = [dx: number, dy: number]

/** Halvings of the interval in which the line is looked for: enough for a millionth of its width. */
const STEPS = 20

/** A straight line across an area, and what lies left of it. */
export type SweptLine = { line: [Place, Place]; left: Piece[]; size: number }

/**
 * The line across an area, square to `direction`, that has as nearly as can be so much on its left as is `wanted`, by
 * `sizeOf`; left is the side that `direction` comes from. Null when no such line cuts the area.
 */
export function sweep(
  coverage: Coverage,
  area: CoverageArea,
  [dx, dy]: Direction,
  wanted: number,
  sizeOf: SizeOf,
): SweptLine | null {
  const shape = coverage.shapeOf(area)
  const length = Math.hypot(dx, dy)
  const [ux, uy] = [dx / length, dy / length]
  const { near, far, low, high } = extent(shape, ux, uy)
  const margin = (high - low) * 0.05 + 10
  let [from, to] = [near, far]
  let best: SweptLine | null = null
  for (let step = 0; step < STEPS; step++) {
    const at = (from + to) / 2
    // Upwards along the direction turned left, so that what the direction comes from is on the left hand.
    const line = [low - margin, high + margin].map((across): Place => [
      Math.round(at * ux - across * uy),
      Math.round(at * uy + across * ux),
    ]) as [Place, Place]
    const cut = cutArea(coverage, area, line)
    const left = isRefusal(cut) ? [] : cut.pieces.filter(({ isLeft }) => isLeft === true)
    const size = left.reduce((sum, piece) => sum + sizeOf(piece.shape), 0)
    const isBetter = best === null || Math.abs(size - wanted) < Math.abs(best.size - wanted)
    if (left.length > 0 && isBetter) best = { line, left, size }
    if (size < wanted) from = at
    else to = at
  }
  return best
}

/** How far a shape reaches along a direction of length one, and across it, in units. */
function extent(shape: Shape, ux: number, uy: number) {
  const reach = { near: Infinity, far: -Infinity, low: Infinity, high: -Infinity }
  for (const [outer] of shape) {
    for (let i = 0; i < outer!.length; i += 2) {
      const [x, y] = [outer![i]!, outer![i + 1]!]
      const [along, across] = [x * ux + y * uy, y * ux - x * uy]
      reach.near = Math.min(reach.near, along)
      reach.far = Math.max(reach.far, along)
      reach.low = Math.min(reach.low, across)
      reach.high = Math.max(reach.high, across)
    }
  }
  return reach
}

/** The direction in which a shape is longest, of the two axes and the two diagonals. */
export function longestDirection(shape: Shape): Direction {
  const shorter = Math.cos(((shape[0]?.[0]?.[1] ?? 0) / 1e7) * (Math.PI / 180))
  const choices: Direction[] = [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -1],
  ]
  const metres = choices.map(([dx, dy]) => {
    const length = Math.hypot(dx, dy)
    const { near, far } = extent(shape, dx / length, dy / length)
    return ((far - near) * Math.hypot(dx * shorter, dy)) / length
  })
  return choices[metres.indexOf(Math.max(...metres))]!
}
