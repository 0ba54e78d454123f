import { SolidPolygonLayer } from '@deck.gl/layers'
import { cellToBoundary } from 'h3-js'

export type VisitedCell = { cell: string; daysAgo: number }

/** Visited H3 cells; `colourOf` gives red, green, blue and opacity for the days since the last visit. */
export function cellsLayer(
  cells: readonly VisitedCell[],
  colourOf: (daysAgo: number) => readonly [number, number, number, number],
  updateKey: string,
): SolidPolygonLayer<VisitedCell> {
  return new SolidPolygonLayer<VisitedCell>({
    id: 'cells',
    data: cells as VisitedCell[],
    pickable: true,
    extruded: false,
    getPolygon: ({ cell }) => cellToBoundary(cell, true),
    getFillColor: ({ daysAgo }) => [...colourOf(daysAgo)] as [number, number, number, number],
    updateTriggers: { getFillColor: updateKey },
  })
}
