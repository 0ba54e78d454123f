import { addProtocol } from 'maplibre-gl'
import { Protocol, type PMTiles } from 'pmtiles'

const protocol = new Protocol()
let registered = false

/**
 * Teaches MapLibre addresses that begin with pmtiles://, once. The file is read by range requests; or as `archive` reads it, for
 * the address that is its key.
 */
export function registerPmtiles(archive?: PMTiles): void {
  if (archive) protocol.add(archive)
  if (registered) return
  registered = true
  addProtocol('pmtiles', protocol.tile)
}
