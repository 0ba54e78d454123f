import { createContext } from 'svelte'
import type { AreaTree as AreaList, County } from '../../server/contract.ts'
import { getJson } from '../api.ts'
import { AreaTree } from './area-tree.ts'
import { Resource } from './resource.svelte.ts'

const ASK_EVERY_MS = 30_000

/** After this long without an answer what is on the screen counts as stale. */
const STALE_AFTER_MS = 120_000

/**
 * The county, its areas and the server's clock. Asks every half minute: the clock moves on, a new release brings new
 * areas, and an answer that stays away makes everything stale.
 */
export class CountyData {
  readonly county = new Resource<County>()
  readonly tree = new Resource<AreaTree>()
  /** The server's clock at the last answer, milliseconds since 1970. */
  now = $state(Date.now())
  /** The browser's clock at the last answer. */
  #heardAt = $state(0)
  #look = $state(Date.now())
  readonly ready = $derived(this.county.value !== null && this.tree.value !== null)
  readonly error = $derived(this.county.error ?? this.tree.error)
  readonly stale = $derived(this.#heardAt > 0 && this.#look - this.#heardAt > STALE_AFTER_MS)

  /** Asks now and again and again; returns what ends it. */
  follow(): () => void {
    void this.refresh()
    const timer = setInterval(() => void this.refresh(), ASK_EVERY_MS)
    const wake = () => {
      if (!document.hidden) void this.refresh()
    }
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', wake)
      this.county.stop()
      this.tree.stop()
    }
  }

  async refresh(): Promise<void> {
    const county = await this.county.load((signal) => getJson<County>('/api/county', signal))
    this.#look = Date.now()
    if (county === null) return
    if (this.tree.value?.release !== county.release) {
      const tree = await this.tree.load(async (signal) => {
        const list = await getJson<AreaList>('/api/areas', signal)
        return new AreaTree(list.release, list.items)
      })
      if (tree === null) return
    }
    this.#heardAt = Date.now()
    this.#look = this.#heardAt
    this.now = Date.parse(county.now)
  }

  /** The server's clock when the last answer came. */
  get heardAt(): number {
    return this.now
  }
}

export const [useCountyData, provideCountyData] = createContext<CountyData>()
