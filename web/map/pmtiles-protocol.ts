import { addProtocol } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

let registered = false

/** Teaches MapLibre addresses that begin with pmtiles://, once. The file is read by range requests. */
export function registerPmtiles(): void {
  if (registered) return
  registered = true
  addProtocol('pmtiles', new Protocol().tile)
}
