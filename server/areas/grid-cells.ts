import { polygonToCells } from 'h3-js'
import { areaSquareMetres } from '../domain/coverage/area-square-metres.ts'
import { toDegrees, type Shape } from '../domain/coverage/shape.ts'

/** H3 resolutions with an average edge of 25 m and 65 m. */
const TOWN_RESOLUTION = 11
const COUNTRY_RESOLUTION = 10

/** Grids up to this size count as town: they are walked street by street. */
const TOWN_MAX_SQUARE_METRES = 250_000

type GridCells = { resolution: number; cells: string[] }

/** A shape never changes, and finding its cells takes about a millisecond: whoever holds the shape asks again for free. */
const found = new WeakMap<Shape, GridCells>()

/**
 * The H3 cells by which visits to a grid are counted: those whose centre lies in it. A grid too small for any centre
 * is measured with finer cells until one falls in.
 */
export function gridCells(shape: Shape): GridCells {
  let cells = found.get(shape)
  if (!cells) {
    cells = findCells(shape)
    found.set(shape, cells)
  }
  return cells
}

function findCells(shape: Shape): GridCells {
  const coarse = areaSquareMetres(shape) > TOWN_MAX_SQUARE_METRES ? COUNTRY_RESOLUTION : TOWN_RESOLUTION
  for (let resolution = coarse; resolution <= 15; resolution += 1) {
    const cells = shape.flatMap((polygon) => polygonToCells(polygon.map(toLoop), resolution, true))
    if (cells.length > 0) return { resolution, cells }
  }
  return { resolution: coarse, cells: [] }
}

function toLoop(ring: readonly number[]): [number, number][] {
  const loop: [number, number][] = []
  for (let i = 0; i < ring.length; i += 2) loop.push([toDegrees(ring[i] ?? 0), toDegrees(ring[i + 1] ?? 0)])
  return loop
}
