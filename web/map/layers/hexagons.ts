import { ColumnLayer } from '@deck.gl/layers'
import type { Hexagon } from '../hexagons.ts'

/** Flat hexagons; `colourOf` gives red, green and blue for a count. */
export function hexagonLayer(
  hexagons: readonly Hexagon[],
  sideMetres: number,
  colourOf: (count: number) => readonly [number, number, number],
  updateKey: string,
): ColumnLayer<Hexagon> {
  return new ColumnLayer<Hexagon>({
    id: 'hexagons',
    data: hexagons as Hexagon[],
    diskResolution: 6,
    // The first corner lies to the east; a pointed top needs a twelfth of a turn.
    angle: 30,
    radius: sideMetres,
    coverage: 0.94,
    extruded: false,
    pickable: true,
    getPosition: ({ lon, lat }) => [lon, lat],
    getFillColor: ({ count }) => [...colourOf(count), 190] as [number, number, number, number],
    updateTriggers: { getFillColor: updateKey },
  })
}
