import { ByteWriter } from './byte-writer.ts'

// Field numbers and commands of the Mapbox Vector Tile specification, version 2.1.
const VERSION = 2
const POLYGON = 3
const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = 7

export type Properties = Readonly<Record<string, string | number>>

/** Writes one layer of polygons. Rings are flat integers of the tile, not closed: outer ones positive with y downwards. */
export class LayerWriter {
  readonly #features = new ByteWriter()
  readonly #feature = new ByteWriter()
  readonly #packed = new ByteWriter()
  readonly #keys = new Map<string, number>()
  readonly #values = new Map<string | number, number>()

  add(id: number, properties: Properties, rings: readonly (readonly number[])[]): void {
    const feature = this.#feature
    feature.clear()
    feature.number(1, id)
    this.#packed.clear()
    for (const name in properties) {
      this.#packed.varint(placeOf(this.#keys, name))
      this.#packed.varint(placeOf(this.#values, properties[name]!))
    }
    feature.bytes(2, this.#packed.view())
    feature.number(3, POLYGON)
    this.#packed.clear()
    writeRings(this.#packed, rings)
    feature.bytes(4, this.#packed.view())
    this.#features.bytes(2, feature.view())
  }

  /** The layer as a field of a tile; null without features. */
  finish(name: string, extent: number): Uint8Array | null {
    if (this.#features.length === 0) return null
    const layer = new ByteWriter()
    layer.text(1, name)
    layer.raw(this.#features.view())
    for (const key of this.#keys.keys()) layer.text(3, key)
    for (const value of this.#values.keys()) {
      this.#packed.clear()
      if (typeof value === 'string') this.#packed.text(1, value)
      else this.#packed.number(5, value)
      layer.bytes(4, this.#packed.view())
    }
    layer.number(5, extent)
    layer.number(15, VERSION)
    const tile = new ByteWriter()
    tile.bytes(3, layer.view())
    return tile.view()
  }
}

function placeOf<Key>(places: Map<Key, number>, key: Key): number {
  const known = places.get(key)
  if (known !== undefined) return known
  places.set(key, places.size)
  return places.size - 1
}

function writeRings(out: ByteWriter, rings: readonly (readonly number[])[]): void {
  let x = 0
  let y = 0
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      if (i === 0) out.varint((1 << 3) | MOVE_TO)
      if (i === 2) out.varint(((ring.length / 2 - 1) << 3) | LINE_TO)
      out.varint(zigzag(ring[i]! - x))
      out.varint(zigzag(ring[i + 1]! - y))
      x = ring[i]!
      y = ring[i + 1]!
    }
    out.varint((1 << 3) | CLOSE_PATH)
  }
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}
