import { areaSquareMetres } from '../domain/coverage/area-square-metres.ts'
import { labelPoint } from '../domain/coverage/label-point.ts'
import { shapeBounds } from '../domain/coverage/ring.ts'
import type { Shape } from '../domain/coverage/shape.ts'

/** A boundary with what follows from it; the same for as long as a version of an area is valid. */
export type Ground = {
  shape: Shape
  bounds: [minX: number, minY: number, maxX: number, maxY: number]
  label: [x: number, y: number]
  squareMetres: number
}

export function groundOf(shape: Shape): Ground {
  return {
    shape,
    bounds: shapeBounds(shape),
    label: labelPoint(shape),
    squareMetres: areaSquareMetres(shape),
  }
}
