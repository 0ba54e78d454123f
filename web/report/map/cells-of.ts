import type { FeatureCollection, Point } from 'geojson'
import type { PublicItem } from '../../../server/contract.ts'
import { OPEN_STATES } from '../../../server/domain/incident-state.ts'

/** The cell that an item is in, for it is never shown more exactly. */
export const cellOf = ({ lon, lat }: Pick<PublicItem, 'lon' | 'lat'>): string => `${lon} ${lat}`

/** One point a cell, open where anything in it is. */
export function cellsOf(
  items: readonly PublicItem[],
): FeatureCollection<Point, { cell: string; open: boolean }> {
  const open = new Map<string, { lon: number; lat: number; open: boolean }>()
  for (const item of items) {
    const known = open.get(cellOf(item))
    const isOpen = OPEN_STATES.includes(item.state)
    open.set(cellOf(item), { lon: item.lon, lat: item.lat, open: isOpen || (known?.open ?? false) })
  }
  return {
    type: 'FeatureCollection',
    features: [...open].map(([cell, { lon, lat, open: isOpen }]) => ({
      type: 'Feature',
      properties: { cell, open: isOpen },
      geometry: { type: 'Point', coordinates: [lon, lat] },
    })),
  }
}
