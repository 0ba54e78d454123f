import { BitmapLayer } from '@deck.gl/layers'
import type { DensityGrid, MercatorBox } from '../density.ts'
import { latitudeOf } from '../density.ts'

/** Below this share of the top nothing is drawn; from there to `FULL` the picture fades in. */
const FADE = { from: 0.03, full: 0.25 }

/** A picture of a density grid: colours by the share of `top` (per km²), transparent where there is next to nothing. */
export function densityImage(
  { columns, rows, values }: DensityGrid,
  top: number,
  ramp: readonly (readonly [number, number, number])[],
): ImageData {
  const image = new ImageData(columns, rows)
  for (let i = 0; i < values.length; i += 1) {
    const share = Math.min(1, values[i]! / top)
    if (share < FADE.from) continue
    const place = share * (ramp.length - 1)
    const low = Math.min(ramp.length - 2, Math.floor(place))
    const part = place - low
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[4 * i + channel] = ramp[low]![channel]! * (1 - part) + ramp[low + 1]![channel]! * part
    }
    image.data[4 * i + 3] = 180 * Math.min(1, (share - FADE.from) / (FADE.full - FADE.from))
  }
  return image
}

export function heatLayer(image: ImageData, box: MercatorBox): BitmapLayer {
  const degrees = (x: number): number => (x - 0.5) * 360
  return new BitmapLayer({
    id: 'heat',
    image,
    bounds: [degrees(box.west), latitudeOf(box.south), degrees(box.east), latitudeOf(box.north)],
    textureParameters: { minFilter: 'linear', magFilter: 'linear' },
  })
}
