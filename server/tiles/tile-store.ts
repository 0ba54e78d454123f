import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { AreaCache } from '../areas/area-cache.ts'
import { KeptFew } from '../areas/kept-few.ts'
import { inTurns } from '../turns.ts'
import { TileIndex } from './tile-index.ts'

const brotli = promisify(brotliCompress)
const gunzippable = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** A tile with its validator; compressed bodies are made when first asked for and kept. */
type Tile = { etag: string; bodies: Map<Encoding, Promise<Uint8Array>> }

/** What one release's encoded tiles may take in memory; the ones asked for longest ago go first. */
const MAX_TILES = 4000

/** Releases whose tiles are kept: those of the one before are still asked for when a new one comes. */
const MOST_RELEASES = 3

/** The tiles of the current release and of a few earlier ones, from memory. */
export class TileStore {
  readonly #areas: AreaCache
  readonly #kept: KeptFew<ReleaseTiles>

  constructor(areas: AreaCache) {
    this.#areas = areas
    this.#kept = new KeptFew(
      MOST_RELEASES,
      async (release) => new ReleaseTiles(await inTurns(TileIndex.of(await areas.at(release)))),
    )
  }

  /** The index of the current release. */
  async index(): Promise<TileIndex> {
    const { release } = await this.#areas.current()
    return (await this.#kept.get(release)).index
  }

  /** The tiles of a release. Throws unknown_release. */
  of(release: number): Promise<ReleaseTiles> {
    return this.#kept.get(release)
  }
}

/** The tiles of one release. */
export class ReleaseTiles {
  readonly index: TileIndex
  readonly #tiles = new Map<string, Tile | null>()

  constructor(index: TileIndex) {
    this.index = index
  }

  /** The tile, or null when it is empty. */
  tile(z: number, x: number, y: number): Tile | null {
    const key = `${z}/${x}/${y}`
    let tile = this.#tiles.get(key)
    if (tile === undefined) {
      const raw = this.index.encode(z, x, y)
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
}

/** The body of a tile in an encoding. */
export async function tileBody(tile: Tile, encoding: Encoding): Promise<Uint8Array> {
  let body = tile.bodies.get(encoding)
  if (!body) {
    body = tile.bodies.get('identity')!.then((raw) => compress(raw, encoding))
    tile.bodies.set(encoding, body)
  }
  return body
}

async function compress(raw: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  if (encoding === 'br') return brotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  if (encoding === 'gzip') return gunzippable(raw)
  return raw
}
