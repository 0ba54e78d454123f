import { areaSquareMetres } from '../area-square-metres.ts'
import type { AddressPoints } from '../impact/weigh-points.ts'
import { pointInShape } from '../locate-point.ts'
import type { Shape } from '../shape.ts'

/** How much of what is to be shared out lies in a shape. */
export type SizeOf = (shape: Shape) => number

/** Sizes of parts of an area: the households at its address points, or square metres where it has none. */
export function sizeWithin(area: Shape, { x, y, households }: AddressPoints): SizeOf {
  const homes: { x: number; y: number; count: number }[] = []
  for (let i = 0; i < x.length; i++) {
    if (households[i]! > 0 && pointInShape(x[i]!, y[i]!, area))
      homes.push({ x: x[i]!, y: y[i]!, count: households[i]! })
  }
  if (homes.length === 0) return areaSquareMetres
  return (shape) =>
    homes.reduce((sum, home) => sum + (pointInShape(home.x, home.y, shape) ? home.count : 0), 0)
}
