import type { LayerSpecification, Map } from 'maplibre-gl'

/** Layers without a range of zooms of their own are drawn at all of them. */
const ALL_ZOOMS = { minzoom: 0, maxzoom: 24 }

/**
 * Brings the map's layers to what they should be: those that are not there are added, the others changed in place, and
 * MapLibre ignores what is the same. A layer is never removed and added again under its id: a tile that the worker
 * still cuts for the old one would meet a new one whose expressions are not ready, and throw. So the source layer of an
 * id must stay the same.
 */
export function syncLayers(map: Map, layers: readonly LayerSpecification[]): void {
  for (const layer of layers) {
    const { id, minzoom, maxzoom, paint = {}, layout = {} } = { ...ALL_ZOOMS, ...layer }
    // After a lost graphics context the style is a while without its sources; it is synced again once it has them.
    if ('source' in layer && typeof layer.source === 'string' && !map.getSource(layer.source)) continue
    if (!map.getLayer(id)) {
      map.addLayer({ ...ALL_ZOOMS, ...layer })
      continue
    }
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty(id, name as never, value as never)
    for (const [name, value] of Object.entries(layout))
      map.setLayoutProperty(id, name as never, value as never)
    if ('filter' in layer) map.setFilter(id, layer.filter)
    map.setLayerZoomRange(id, minzoom, maxzoom)
  }
}
