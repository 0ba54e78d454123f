import type { Config } from '../config.ts'

/** What the browser asks for: a PMTiles file is served by us, other basemaps by whom the setting names. */
export function basemapForWeb(basemap: Config['basemap']) {
  if (basemap === null) return null
  return basemap.kind === 'pmtiles' ? { kind: basemap.kind, url: '/basemap.pmtiles' } : basemap
}
