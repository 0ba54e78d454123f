import { SolidPolygonLayer } from '@deck.gl/layers'
import { cellToBoundary } from 'h3-js'

/** An H3 cell that nobody visited; households, incidents of a year, and what they weigh together. */
export type GapCell = {
  cell: string
  households: number
  incidents: number
  weight: number
  daysSince: number | null
}

/** Gaps; `colourOf` gives red, green and blue for a weight. */
export function gapsLayer(
  gaps: readonly GapCell[],
  colourOf: (weight: number) => readonly [number, number, number],
  updateKey: string,
): SolidPolygonLayer<GapCell> {
  return new SolidPolygonLayer<GapCell>({
    id: 'gaps',
    data: gaps as GapCell[],
    pickable: true,
    extruded: false,
    getPolygon: ({ cell }) => cellToBoundary(cell, true),
    getFillColor: ({ weight }) => [...colourOf(weight), 200] as [number, number, number, number],
    updateTriggers: { getFillColor: updateKey },
  })
}
