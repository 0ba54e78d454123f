import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { AreaNode } from '../areas/area-index.ts'
import type { WallPicture } from './contract.ts'

/** However much happens, an area's picture is reckoned no more often than this, and however little, no more rarely than that. */
const SOONEST_MS = 2000
const LATEST_MS = 15_000

/** Pictures of more areas than this are let go, those first that nobody asked for longest. */
const MOST_AREAS = 64

const compressed = promisify(gzip)

/** A picture as it is sent: one body for everybody who looks at the area. */
export type KeptPicture = { tag: string; json: Buffer; gzip: Buffer }

type Entry = { seq: number; release: number; paintedAt: number; kept: Promise<KeptPicture> }

/** The pictures of areas, each reckoned once for all displays that show it. */
export class PictureCache {
  readonly #paint: (area: AreaNode) => Promise<WallPicture>
  readonly #entries = new Map<string, Entry>()

  constructor(paint: (area: AreaNode) => Promise<WallPicture>) {
    this.#paint = paint
  }

  /** The picture of an area, as of an event and a release, or a little older. Callers share one reckoning. */
  get(area: AreaNode, { seq, release }: { seq: number; release: number }): Promise<KeptPicture> {
    const before = this.#entries.get(area.code)
    const age = before === undefined ? Infinity : performance.now() - before.paintedAt
    const isNews = before !== undefined && (before.seq !== seq || before.release !== release)
    if (before !== undefined && age < LATEST_MS && !(isNews && age > SOONEST_MS)) {
      // Moved to the end, as the one asked for last.
      this.#entries.delete(area.code)
      this.#entries.set(area.code, before)
      return before.kept
    }
    const kept = this.#paint(area).then(keep)
    const entry = { seq, release, paintedAt: performance.now(), kept }
    this.#entries.delete(area.code)
    this.#entries.set(area.code, entry)
    kept.catch(() => {
      // The next who asks tries again.
      if (this.#entries.get(area.code) === entry) this.#entries.delete(area.code)
    })
    for (const code of this.#entries.keys()) {
      if (this.#entries.size <= MOST_AREAS) break
      this.#entries.delete(code)
    }
    return kept
  }
}

async function keep(picture: WallPicture): Promise<KeptPicture> {
  const json = Buffer.from(JSON.stringify(picture))
  return { tag: `${picture.area}-${picture.at}`, json, gzip: await compressed(json, { level: 6 }) }
}
