import type { Bounds } from '../../map/map-context.svelte.ts'

export type TileName = { z: number; x: number; y: number }

/** Web Mercator has no more of the poles. */
const MOST_LATITUDE = 85.05

/** All tiles that touch a box, coarse to fine: so that where the room ends, all of it is there coarsely. */
export function tilesIn([west, south, east, north]: Bounds, minZoom: number, maxZoom: number): TileName[] {
  const tiles: TileName[] = []
  for (let z = minZoom; z <= maxZoom; z += 1) {
    const count = 2 ** z
    const column = (lon: number) => clamp(Math.floor(((lon + 180) / 360) * count), count)
    const row = (lat: number) => {
      const angle = (Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat)) * Math.PI) / 180
      return clamp(Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * count), count)
    }
    for (let x = column(west); x <= column(east); x += 1)
      for (let y = row(north); y <= row(south); y += 1) tiles.push({ z, x, y })
  }
  return tiles
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value))
}
