import { gridDisk, latLngToCell } from 'h3-js'
import type { AreaNode } from '../areas/area-index.ts'
import { gridCells } from '../areas/grid-cells.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import type { Visits } from './visits/visit-cache.ts'

/**
 * The place of the cell that a point (1e-7 degree) inside a grid counts for. Where the cell it lies in is no grid's, as at
 * the edge of the county or beside a grid with finer cells, it is one of the grid's own cells beside it; null without any.
 */
export function placeAt(
  x: number,
  y: number,
  grid: AreaNode,
  { places, ground }: Pick<Visits, 'places' | 'ground'>,
): number | null {
  const cell = latLngToCell(toDegrees(y), toDegrees(x), gridCells(grid.shape).resolution)
  const own = places.known(cell)
  if (own !== null && ground.ownerOf(own) !== null) return own
  for (const near of gridDisk(cell, 1)) {
    const place = places.known(near)
    if (place !== null && ground.ownerOf(place) === grid) return place
  }
  return null
}
