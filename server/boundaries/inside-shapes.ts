import Flatbush from 'flatbush'
import { pointInShape } from '../domain/coverage/locate-point.ts'
import { shapeBounds } from '../domain/coverage/ring.ts'
import type { Shape } from '../domain/coverage/shape.ts'

/** In 1e-7 degree. */
export type Bounds = readonly [minX: number, minY: number, maxX: number, maxY: number]

/** Of what `read` finds inside the bounds of all the shapes, those that lie in one of them. */
export async function insideShapes<Placed extends { x: number; y: number }>(
  shapes: readonly Shape[],
  read: (bounds: Bounds) => Promise<Placed[]>,
): Promise<Placed[]> {
  if (shapes.length === 0) return []
  const tree = new Flatbush(shapes.length)
  for (const shape of shapes) tree.add(...shapeBounds(shape))
  tree.finish()
  const found = await read([tree.minX, tree.minY, tree.maxX, tree.maxY])
  return found.filter(({ x, y }) => tree.search(x, y, x, y).some((i) => pointInShape(x, y, shapes[i]!)))
}
