import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { Steps } from '../domain/steps.ts'
import type { Properties } from './layer-writer.ts'
import { TileLayer } from './tile-layer.ts'

/** 4,096 units in a tile of this zoom are 15 cm: deeper views stretch it. */
export const MAX_ZOOM = 16

/** A level appears where its areas are at least this wide on the screen, in pixels of a 512-pixel tile. */
const LEGIBLE_PIXELS = 3

const METRES_PER_PIXEL_AT_ZOOM_0 = 40_075_016 / 512

/** Vector tiles of one release, cut and encoded in memory, one source layer a level. */
export class TileIndex {
  readonly release: number
  /** The zoom from which each level is in the tiles; levels without areas are absent. */
  readonly minZooms: ReadonlyMap<Level, number>
  readonly #layers: ReadonlyMap<Level, TileLayer>

  private constructor(
    release: number,
    minZooms: ReadonlyMap<Level, number>,
    layers: ReadonlyMap<Level, TileLayer>,
  ) {
    this.release = release
    this.minZooms = minZooms
    this.#layers = layers
  }

  /** Made in steps, an area each. */
  static *of(areas: AreaIndex): Steps<TileIndex> {
    const minZooms = new Map<Level, number>()
    const layers = new Map<Level, TileLayer>()
    for (const level of LEVELS) {
      const nodes = areas.nodes.filter((node) => node.level === level)
      if (nodes.length === 0) continue
      minZooms.set(level, legibleFrom(nodes))
      const areasOfLevel = nodes.map((node) => ({ ...node, properties: propertiesOf(node, areas) }))
      layers.set(level, yield* TileLayer.of(areasOfLevel))
    }
    return new TileIndex(areas.release, minZooms, layers)
  }

  /** The encoded tile, or null when nothing lies in it. */
  encode(z: number, x: number, y: number): Uint8Array | null {
    const found: Uint8Array[] = []
    for (const [level, layer] of this.#layers) {
      if (z < (this.minZooms.get(level) ?? 0)) continue
      const encoded = layer.encode(level, z, x, y, z === MAX_ZOOM)
      if (encoded) found.push(encoded)
    }
    return found.length === 0 ? null : Buffer.concat(found)
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

/** `code`; `t` and `v`, the ids of the township and the village around a finer area. */
function propertiesOf(node: AreaNode, areas: AreaIndex): Properties {
  const properties: Record<string, string | number> = { code: node.code }
  for (const above of areas.path(node).slice(0, -1)) {
    if (above.level === 'township') properties['t'] = above.id
    if (above.level === 'village') properties['v'] = above.id
  }
  return properties
}
