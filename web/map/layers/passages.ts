import { SolidPolygonLayer } from '@deck.gl/layers'
import { cellToBoundary } from 'h3-js'

/** A cell with somebody in it: in the quarter of an hour that is shown, or before it. */
export type Passage = { cell: string; isNow: boolean }

const NOW_OPACITY = 220
const BEFORE_OPACITY = 90

/** The cells of a day that is played. */
export function passagesLayer(
  { cells, key }: { cells: readonly Passage[]; key: string },
  [red, green, blue]: readonly [number, number, number],
): SolidPolygonLayer<Passage> {
  return new SolidPolygonLayer<Passage>({
    id: 'passages',
    data: cells as Passage[],
    extruded: false,
    getPolygon: ({ cell }) => cellToBoundary(cell, true),
    getFillColor: ({ isNow }) => [red, green, blue, isNow ? NOW_OPACITY : BEFORE_OPACITY],
    updateTriggers: { getFillColor: `${key} ${red} ${green} ${blue}` },
  })
}
