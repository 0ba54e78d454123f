import { createContext } from 'svelte'
import type { AreaTree as AreaList, County } from '../../server/contract.ts'
import { getJson, withQuery } from '../api.ts'
import { AreaTree } from './area-tree.ts'
import { Resource } from './resource.svelte.ts'

const ASK_EVERY_MS = 30_000

/** After this long without an answer what is on the screen counts as stale: three beats of the stream. */
const STALE_AFTER_MS = 45_000

/** How often the age of what is on the screen is looked at. */
const LOOK_EVERY_MS = 5000

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
  /** The release whose areas are looked at; null: the latest. */
  release = $state<number | null>(null)
  readonly ready = $derived(this.county.value !== null && this.tree.value !== null)
  readonly error = $derived(this.county.error ?? this.tree.error)
  readonly stale = $derived(this.#heardAt > 0 && this.#look - this.#heardAt > STALE_AFTER_MS)

  /** Asks now and again and again; returns what ends it. */
  follow(): () => void {
    void this.refresh()
    const timer = setInterval(() => void this.refresh(), ASK_EVERY_MS)
    const looking = setInterval(() => (this.#look = Date.now()), LOOK_EVERY_MS)
    const wake = () => {
      if (!document.hidden) void this.refresh()
    }
    document.addEventListener('visibilitychange', wake)
    return () => {
      clearInterval(timer)
      clearInterval(looking)
      document.removeEventListener('visibilitychange', wake)
      this.county.stop()
      this.tree.stop()
    }
  }

  /** The server has given a sign of life; with its clock, what is shown is of then. */
  hear(serverNow?: number): void {
    this.#heardAt = Date.now()
    this.#look = this.#heardAt
    if (serverNow !== undefined && serverNow > this.now) this.now = serverNow
  }

  /** The screen that looked at a release goes away: the others show the areas of now. */
  async lookAtNow(): Promise<void> {
    if (this.release === null) return
    this.release = null
    await this.refresh()
  }

  async refresh(): Promise<void> {
    const county = await this.county.load((signal) => getJson<County>('/api/county', signal))
    this.#look = Date.now()
    if (county === null) return
    const { release } = this
    if (this.tree.value?.release !== (release ?? county.release)) {
      const tree = await this.tree.load(async (signal) => {
        const list = await getJson<AreaList>(withQuery('/api/areas', { release }), signal)
        return new AreaTree(list.release, list.items)
      })
      if (tree === null) return
    }
    this.hear()
    this.now = Date.parse(county.now)
  }
}

export const [useCountyData, provideCountyData] = createContext<CountyData>()
