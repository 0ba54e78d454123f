import { FetchSource, type RangeResponse, type Source } from 'pmtiles'

const CACHE = 'wangge-basemap'

/** Reads ranges of a PMTiles file from this device where they were kept, else from the server. */
export class KeptSource implements Source {
  readonly #url: string
  readonly #network: FetchSource
  /** Keeps what it reads from now on. */
  keeping = false
  /** Bytes that were kept while `keeping`. */
  keptBytes = 0

  constructor(url: string) {
    this.#url = url
    this.#network = new FetchSource(url)
  }

  getKey(): string {
    return this.#url
  }

  async getBytes(offset: number, length: number, signal?: AbortSignal): Promise<RangeResponse> {
    const cache = await openCache()
    const name = this.#name(`range=${offset}-${length}`)
    const found = await cache?.match(name)
    if (found) {
      const data = await found.arrayBuffer()
      if (this.keeping) this.keptBytes += data.byteLength
      return { data }
    }
    const read = await this.#network.getBytes(offset, length, signal)
    if (this.keeping && cache) {
      await cache.put(name, new Response(read.data.slice(0)))
      this.keptBytes += read.data.byteLength
    }
    // Without its ETag: ranges of this device have none, and `forgetIfChanged` has looked.
    return { data: read.data }
  }

  /** Another file lies at the address than was kept of: what was kept goes. Without a network nothing is known. */
  async forgetIfChanged(): Promise<void> {
    const cache = await openCache()
    const answer = await fetch(this.#url, { method: 'HEAD' }).catch(() => null)
    if (!cache || !answer?.ok) return
    const now = answer.headers.get('etag') ?? answer.headers.get('last-modified') ?? ''
    const before = await (await cache.match(this.#name('of')))?.text()
    if (before === now) return
    await caches.delete(CACHE)
    await (await openCache())?.put(this.#name('of'), new Response(now))
  }

  #name(part: string): string {
    return `${this.#url}?${part}`
  }
}

/** Browsers keep such things under HTTPS only (or on this very machine). */
async function openCache(): Promise<Cache | null> {
  return 'caches' in globalThis ? caches.open(CACHE) : null
}
