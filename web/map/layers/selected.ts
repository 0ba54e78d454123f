import { ScatterplotLayer } from '@deck.gl/layers'

type Colour = readonly [red: number, green: number, blue: number]

/** A ring around the point that is looked at; `radius` in pixels. It is not picked: the point inside it is. */
export function selectedLayer(
  position: readonly [lon: number, lat: number],
  radius: number,
  colour: Colour,
): ScatterplotLayer {
  return new ScatterplotLayer({
    id: 'selected',
    data: [position],
    getPosition: (at: readonly [number, number]) => [...at],
    getRadius: radius,
    radiusUnits: 'pixels',
    filled: false,
    stroked: true,
    getLineColor: [...colour],
    getLineWidth: radius / 4,
    lineWidthUnits: 'pixels',
    updateTriggers: { getPosition: position.join() },
  })
}
