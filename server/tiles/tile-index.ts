import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import type { FeatureCollection } from 'geojson'
import { toMultiPolygon } from '../areas/geojson.ts'
import { LEVELS, type Level } from '../domain/level.ts'

/** 4,096 units in a tile of this zoom are 15 cm: deeper views stretch it. */
export const MAX_ZOOM = 16
const EXTENT = 4096

/** A level appears where its areas are at least this wide on the screen, in pixels of a 512-pixel tile. */
const LEGIBLE_PIXELS = 3

const METRES_PER_PIXEL_AT_ZOOM_0 = 40_075_016 / 512

/** Vector tiles of one release, cut and encoded in memory, one source layer a level. */
export class TileIndex {
  readonly release: number
  /** The zoom from which each level is in the tiles; levels without areas are absent. */
  readonly minZooms: ReadonlyMap<Level, number>
  readonly #layers: ReadonlyMap<Level, GeoJSONVT>

  constructor(areas: AreaIndex) {
    this.release = areas.release
    const minZooms = new Map<Level, number>()
    const layers = new Map<Level, GeoJSONVT>()
    for (const level of LEVELS) {
      const nodes = areas.nodes.filter((node) => node.level === level)
      if (nodes.length === 0) continue
      minZooms.set(level, legibleFrom(nodes))
      layers.set(
        level,
        new GeoJSONVT(toFeatures(nodes, areas), { maxZoom: MAX_ZOOM, extent: EXTENT, tolerance: 3 }),
      )
    }
    this.minZooms = minZooms
    this.#layers = layers
  }

  /** The encoded tile, or null when nothing lies in it. */
  encode(z: number, x: number, y: number): Uint8Array | null {
    const found: Record<string, NonNullable<ReturnType<GeoJSONVT['getTile']>>> = {}
    for (const [level, layer] of this.#layers) {
      if (z < (this.minZooms.get(level) ?? 0)) continue
      const tile = layer.getTile(z, x, y)
      if (tile && tile.features.length > 0) found[level] = tile
    }
    return Object.keys(found).length === 0 ? null : fromGeojsonVt(found, { version: 2, extent: EXTENT })
  }
}

function legibleFrom(nodes: readonly AreaNode[]): number {
  const first = nodes[0]
  if (!first || first.level === 'county') return 0
  const widths = nodes.map((node) => Math.sqrt(node.squareMetres)).toSorted((a, b) => a - b)
  const median = widths[widths.length >> 1] ?? 0
  const latitude = ((first.label[1] / 1e7) * Math.PI) / 180
  const metresPerPixel = METRES_PER_PIXEL_AT_ZOOM_0 * Math.cos(latitude)
  const zoom = Math.ceil(Math.log2((LEGIBLE_PIXELS * metresPerPixel) / Math.max(median, 1)))
  return Math.min(MAX_ZOOM, Math.max(0, zoom))
}

/** Properties: `code`; `t` and `v`, the ids of the township and the village around a finer area. */
function toFeatures(nodes: readonly AreaNode[], areas: AreaIndex): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: nodes.map((node) => {
      const properties: Record<string, string | number> = { code: node.code }
      for (const above of areas.path(node).slice(0, -1)) {
        if (above.level === 'township') properties['t'] = above.id
        if (above.level === 'village') properties['v'] = above.id
      }
      return { type: 'Feature', id: node.id, properties, geometry: toMultiPolygon(node.shape) }
    }),
  }
}
