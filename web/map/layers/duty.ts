import { ScatterplotLayer } from '@deck.gl/layers'

type Colour = readonly [red: number, green: number, blue: number]

/** Somebody on duty; `opacity` from 0 to 1 by the age of the place. */
export type PersonOnDuty = {
  operator: { code: string; name: string }
  lon: number
  lat: number
  at: string
  accuracy: number | null
  opacity: number
}

const MINUTE_MS = 60_000
/** A place is as good as now for so long. */
export const FRESH_MS = 5 * MINUTE_MS
/** After that it fades, until it says nothing any more. */
export const GONE_MS = 30 * MINUTE_MS
const FAINTEST = 0.25
const RADIUS = 7

/** How opaque a place of this age is drawn: full while fresh, then fading, then not at all. */
export function opacityOfAge(ageMs: number): number {
  if (ageMs <= FRESH_MS) return 1
  if (ageMs > GONE_MS) return 0
  return 1 - (1 - FAINTEST) * ((ageMs - FRESH_MS) / (GONE_MS - FRESH_MS))
}

/** Full dots with a broad rim, unlike every glyph of incidents. */
export function dutyLayer(
  people: readonly PersonOnDuty[],
  fill: Colour,
  rim: Colour,
  scale: number,
): ScatterplotLayer<PersonOnDuty> {
  return new ScatterplotLayer<PersonOnDuty>({
    id: 'duty',
    data: people as PersonOnDuty[],
    pickable: true,
    stroked: true,
    getPosition: ({ lon, lat }) => [lon, lat],
    getRadius: RADIUS * scale,
    radiusUnits: 'pixels',
    getFillColor: ({ opacity }) => [...fill, Math.round(255 * opacity)] as [number, number, number, number],
    getLineColor: ({ opacity }) => [...rim, Math.round(255 * opacity)] as [number, number, number, number],
    getLineWidth: 2.5 * scale,
    lineWidthUnits: 'pixels',
    updateTriggers: { getFillColor: fill.join(), getLineColor: rim.join() },
  })
}
