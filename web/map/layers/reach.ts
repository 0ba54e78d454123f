import { LineLayer } from '@deck.gl/layers'
import type { Reach } from '../../../server/contract.ts'

/** An open incident with the nearest on duty. */
export type Reached = Reach['items'][number] & { nearest: NonNullable<Reach['items'][number]['nearest']> }

/** Lines from open incidents to the nearest on duty; `colourOf` gives red, green and blue for minutes. */
export function reachLayer(
  items: Reach['items'],
  colourOf: (minutes: number) => readonly [number, number, number],
  scale: number,
  updateKey: string,
): LineLayer<Reached> {
  return new LineLayer<Reached>({
    id: 'reach',
    data: items.filter((item): item is Reached => item.nearest !== null),
    pickable: true,
    getSourcePosition: ({ lon, lat }) => [lon, lat],
    getTargetPosition: ({ nearest }) => [nearest.lon, nearest.lat],
    getColor: ({ nearest }) => [...colourOf(nearest.minutes), 210] as [number, number, number, number],
    getWidth: 1.5 * scale,
    widthUnits: 'pixels',
    updateTriggers: { getColor: updateKey },
  })
}
