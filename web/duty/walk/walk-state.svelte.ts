import { MOST_STOPS, walkThrough, type Gap, type Walk } from '../../../server/domain/duty/walk.ts'
import { type ApiError, toApiError, withQuery } from '../../api.ts'
import type { Spot } from '../record/locator.svelte.ts'
import { askServer } from '../send/ask-server.ts'
import type { DutyStore } from '../store/duty-store.ts'

type GapStop = Gap & { cell: string; grid: string }

/** A walk through the gaps of a grid, as the server last told them; kept for where there is no network. */
export class WalkState {
  /** Code of the grid; null: no walk is shown. */
  grid = $state<string | null>(null)
  walk = $state.raw<Walk<GapStop> | null>(null)
  error = $state.raw<ApiError | null>(null)
  loading = $state(false)
  readonly #store: DutyStore

  constructor(store: DutyStore) {
    this.#store = store
  }

  async show(grid: string, start: Spot | null): Promise<void> {
    this.grid = grid
    this.walk = null
    this.error = null
    this.loading = true
    const gaps = await this.#gapsOf(grid)
    this.loading = false
    if (this.grid === grid && gaps) this.walk = walkThrough(gaps, start)
  }

  hide(): void {
    this.grid = null
    this.walk = null
    this.error = null
  }

  async #gapsOf(grid: string): Promise<GapStop[] | null> {
    const name = `gaps:${grid}`
    try {
      const url = withQuery('/api/coverage/gaps', { area: grid, limit: MOST_STOPS })
      const { items } = await askServer<{ items: GapStop[] }>(url)
      await this.#store.write('pack', name, items).catch(() => {})
      return items
    } catch (thrown) {
      const kept = await this.#store.read<GapStop[]>('pack', name)
      if (kept === null) this.error = toApiError(thrown)
      return kept
    }
  }
}
