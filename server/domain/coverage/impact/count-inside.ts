import { pointInShape } from '../locate-point.ts'
import { shapeBounds } from '../ring.ts'
import type { Shape } from '../shape.ts'

/** Incidents in columns: where they are in 1e-7 degree, whether open, whether of the last year (1 or 0). */
export type IncidentPoints = {
  x: ArrayLike<number>
  y: ArrayLike<number>
  open: ArrayLike<number>
  year: ArrayLike<number>
}

export const NO_INCIDENTS: IncidentPoints = { x: [], y: [], open: [], year: [] }

/** How many incidents lie in a shape. */
export function countInside(
  { x, y, open, year }: IncidentPoints,
  shape: Shape,
): { openIncidents: number; incidentsYear: number } {
  const counts = { openIncidents: 0, incidentsYear: 0 }
  const [minX, minY, maxX, maxY] = shapeBounds(shape)
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [x[i]!, y[i]!]
    if (px < minX || px > maxX || py < minY || py > maxY || !pointInShape(px, py, shape)) continue
    counts.openIncidents += open[i]!
    counts.incidentsYear += year[i]!
  }
  return counts
}
