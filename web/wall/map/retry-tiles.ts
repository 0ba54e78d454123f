import type { Map, MapEventType } from 'maplibre-gl'

const AFTER_MS = 10_000

/**
 * Asks again for the tiles of a source that could not be had, for MapLibre gives them up and a wall has nobody who would load the page
 * anew; at random moments, for there are many screens. Returns what ends it.
 */
export function retryTiles(map: Map, source: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hear = (event: MapEventType['error'] & { sourceId?: string }) => {
    if (event.sourceId !== source) return void reportError(event.error)
    timer ??= setTimeout(
      () => {
        timer = undefined
        // While the graphics context is lost there is no source, and afterwards all tiles are asked for anyway.
        if (map.getSource(source)) map.refreshTiles(source)
      },
      AFTER_MS * (1 + Math.random()),
    )
  }
  map.on('error', hear)
  return () => {
    map.off('error', hear)
    clearTimeout(timer)
  }
}
