import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AreaCache } from '../areas/area-cache.ts'
import { TileIndex } from './tile-index.ts'

const brotli = promisify(brotliCompress)
const gunzippable = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** A tile with its validator; compressed bodies are made when first asked for and kept. */
type Tile = { etag: string; bodies: Map<Encoding, Promise<Uint8Array>> }

/** What one release's encoded tiles may take in memory; the ones asked for longest ago go first. */
const MAX_TILES = 4000

/** The tiles of the current release, from memory. */
export class TileStore {
  readonly #areas: AreaCache
  #index: TileIndex | null = null
  readonly #tiles = new Map<string, Tile | null>()

  constructor(areas: AreaCache) {
    this.#areas = areas
  }

  async index(): Promise<TileIndex> {
    const areas = await this.#areas.current()
    if (this.#index?.release !== areas.release) {
      this.#index = new TileIndex(areas)
      this.#tiles.clear()
    }
    return this.#index
  }

  /** The tile of the current release, or null when it is empty. */
  async tile(z: number, x: number, y: number): Promise<Tile | null> {
    const index = await this.index()
    const key = `${z}/${x}/${y}`
    let tile = this.#tiles.get(key)
    if (tile === undefined) {
      const raw = index.encode(z, x, y)
      tile = raw && {
        etag: createHash('sha1').update(raw).digest('base64url'),
        bodies: new Map([['identity', Promise.resolve(raw)]]),
      }
    } else {
      this.#tiles.delete(key)
    }
    this.#tiles.set(key, tile)
    if (this.#tiles.size > MAX_TILES) this.#tiles.delete(this.#tiles.keys().next().value ?? '')
    return tile
  }

  /** The body of a tile in an encoding. */
  async body(tile: Tile, encoding: Encoding): Promise<Uint8Array> {
    let body = tile.bodies.get(encoding)
    if (!body) {
      body = tile.bodies.get('identity')!.then((raw) => compress(raw, encoding))
      tile.bodies.set(encoding, body)
    }
    return body
  }
}

async function compress(raw: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'br') return brotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  if (encoding === 'gzip') return gunzippable(raw)
  return raw
}
