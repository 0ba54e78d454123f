import type { DutyPack } from '../../../server/contract.ts'
import type { Bounds } from '../../map/map-context.svelte.ts'

type Feature = DutyPack['areas']['features'][number]

/** What lies around my grids: west, south, east, north; without grids the whole of China. */
export function boundsOf(features: readonly Feature[]): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { geometry } of features) {
    for (const [lon = 0, lat = 0] of geometry.coordinates.flat(2)) {
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
  }
  return west > east ? [73, 18, 135, 54] : [west, south, east, north]
}
