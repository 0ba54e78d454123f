import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'

const HEADER_BYTES = 127
const NONE = 1
const VECTOR_TILES = 1

/**
 * A PMTiles archive (version 3) of one tile, the whole world at zoom 0, with a polygon over all of it in a source layer;
 * https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function worldPmtiles(sourceLayer: string): Buffer {
  const world = [
    [-180, -85],
    [180, -85],
    [180, 85],
    [-180, 85],
    [-180, -85],
  ]
  const feature = {
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'Polygon' as const, coordinates: [world] },
  }
  const index = new GeoJSONVT(feature, { maxZoom: 0, indexMaxZoom: 0 })
  const tile = fromGeojsonVt({ [sourceLayer]: index.getTile(0, 0, 0)! }, { version: 2, extent: 4096 })
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1])
  const metadata = Buffer.from('{}')
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  const metadataAt = HEADER_BYTES + directory.length
  const tilesAt = metadataAt + metadata.length
  const numbers = [
    HEADER_BYTES,
    directory.length,
    metadataAt,
    metadata.length,
    tilesAt,
    0,
    tilesAt,
    tile.length,
  ]
  for (const [i, number] of [...numbers, 1, 1, 1].entries())
    header.writeBigUInt64LE(BigInt(number), 8 + 8 * i)
  for (const [i, byte] of [1, NONE, NONE, VECTOR_TILES, 0, 0].entries()) header.writeUInt8(byte, 96 + i)
  for (const [i, degrees] of [-180, -85, 180, 85].entries()) header.writeInt32LE(degrees * 1e7, 102 + 4 * i)
  return Buffer.concat([header, directory, metadata, tile])
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]
}
