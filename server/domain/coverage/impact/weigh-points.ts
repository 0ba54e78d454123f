import { pointInShape } from '../locate-point.ts'
import { shapeBounds } from '../ring.ts'
import type { Shape } from '../shape.ts'

/** Address points in columns: where they are in 1e-7 degree, and how many households live there. */
export type AddressPoints = {
  x: ArrayLike<number>
  y: ArrayLike<number>
  households: ArrayLike<number>
}

export const NO_ADDRESSES: AddressPoints = { x: [], y: [], households: [] }

/** Households at the points of an area, by the code of the area that their place belongs to afterwards. */
export type PointWeights = ReadonlyMap<string, number>

type Placed = { code: string; shape: Shape }

/**
 * By code of each area of before that has address points with at least one household: how many go where. A point is in one
 * area before and in one after, or in the land outside (''), so none is counted twice.
 */
export function weighPoints(
  { x, y, households }: AddressPoints,
  before: readonly Placed[],
  after: readonly Placed[],
): Map<string, PointWeights> {
  const [from, to] = [locator(before), locator(after)]
  const weights = new Map<string, Map<string, number>>()
  for (let i = 0; i < x.length; i++) {
    if (households[i] === 0) continue
    const code = from(x[i]!, y[i]!)
    if (code === null) continue
    const going = weights.get(code) ?? new Map<string, number>()
    weights.set(code, going)
    const there = to(x[i]!, y[i]!) ?? ''
    going.set(there, (going.get(there) ?? 0) + households[i]!)
  }
  return weights
}

/** Finds the code of the area that a place lies in. */
function locator(areas: readonly Placed[]): (x: number, y: number) => string | null {
  const boxed = areas.map(({ code, shape }) => ({ code, shape, bounds: shapeBounds(shape) }))
  return (x, y) => {
    const found = boxed.find(
      ({ shape, bounds: [minX, minY, maxX, maxY] }) =>
        x >= minX && x <= maxX && y >= minY && y <= maxY && pointInShape(x, y, shape),
    )
    return found?.code ?? null
  }
}
