import { PMTiles } from 'pmtiles'
import { createContext } from 'svelte'
import type { Bounds } from '../../map/map-context.svelte.ts'
import type { DutyStore } from '../store/duty-store.ts'
import { KeptSource } from './kept-source.ts'
import { tilesIn } from './tiles-in.ts'

const KEPT = 'basemap'
const MOST_BYTES = 60e6
/** Finer than this a map of a village shows nothing more. */
const FINEST_ZOOM = 15
const AT_ONCE = 4

export type KeptBasemap = { bytes: number; whole: boolean; release: number }

/** The basemap over my grids on this device, for where there is no signal. */
export class KeptTiles {
  kept = $state.raw<KeptBasemap | null>(null)
  progress = $state.raw<{ done: number; all: number } | null>(null)
  failed = $state(false)
  readonly #store: DutyStore
  #source: KeptSource | null = null
  #archive: PMTiles | null = null

  constructor(store: DutyStore, kept: KeptBasemap | null) {
    this.#store = store
    this.kept = kept
  }

  static async open(store: DutyStore): Promise<KeptTiles> {
    return new KeptTiles(store, await store.read<KeptBasemap>('meta', KEPT))
  }

  /** The file at a path of this server, read from this device where it was kept. */
  archive(path: string): PMTiles {
    const url = new URL(path, location.href).href
    if (this.#archive && this.#source?.getKey() === url) return this.#archive
    this.#source = new KeptSource(url)
    this.#archive = new PMTiles(this.#source)
    return this.#archive
  }

  /** Keeps the tiles over a box, coarse ones first, as far as the room goes. */
  async keep(path: string, bounds: Bounds, release: number): Promise<void> {
    if (this.progress) return
    this.archive(path)
    const source = this.#source!
    this.failed = false
    this.progress = { done: 0, all: 0 }
    try {
      await source.forgetIfChanged()
      source.keeping = true
      source.keptBytes = 0
      // A new reader: the first one has the head of the file in memory, and would not read it again.
      const reader = new PMTiles(source)
      const { minZoom, maxZoom } = await reader.getHeader()
      const tiles = tilesIn(bounds, minZoom, Math.min(maxZoom, FINEST_ZOOM))
      let next = 0
      const work = async () => {
        while (next < tiles.length && source.keptBytes < MOST_BYTES) {
          const { z, x, y } = tiles[next++]!
          await reader.getZxy(z, x, y)
          this.progress = { done: next, all: tiles.length }
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      this.kept = { bytes: source.keptBytes, whole: next >= tiles.length, release }
      await this.#store.write('meta', KEPT, this.kept)
    } catch {
      this.failed = true
    } finally {
      source.keeping = false
      this.progress = null
    }
  }
}

export const [useKeptTiles, provideKeptTiles] = createContext<KeptTiles>()
