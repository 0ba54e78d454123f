import { createContext } from 'svelte'
import type { County, DutyPack, DutyState } from '../../../server/contract.ts'
import { type ApiError, toApiError } from '../../api.ts'
import { askServer } from '../send/ask-server.ts'
import type { DutyStore } from '../store/duty-store.ts'
import type { DutyClock } from './duty-clock.svelte.ts'

const ASK_EVERY_MS = 60_000

type Kept<Answer> = { at: number; answer: Answer }

/** What the server last said of the county, of my duty, my grids and their cases; on this device, for where it is not heard. */
export class DutyData {
  county = $state.raw<County | null>(null)
  duty = $state.raw<DutyState | null>(null)
  pack = $state.raw<DutyPack | null>(null)
  /** When all of it was last read from the server; null: never. */
  readAt = $state<number | null>(null)
  loading = $state(false)
  error = $state.raw<ApiError | null>(null)
  readonly cases = $derived(this.pack?.cases ?? [])
  readonly #store: DutyStore
  readonly #clock: DutyClock

  constructor(store: DutyStore, clock: DutyClock) {
    this.#store = store
    this.#clock = clock
  }

  /** What is on this device. */
  async open(): Promise<void> {
    const [county, duty, pack] = await Promise.all([
      this.#store.read<Kept<County>>('pack', 'county'),
      this.#store.read<Kept<DutyState>>('pack', 'duty'),
      this.#store.read<Kept<DutyPack>>('pack', 'pack'),
    ])
    this.county = county?.answer ?? null
    this.duty = duty?.answer ?? null
    this.pack = pack?.answer ?? null
    this.readAt = pack?.at ?? null
  }

  /** Asks now, again every minute, and when there is a network again; returns what ends it. */
  follow(): () => void {
    const look = () => {
      if (!document.hidden && navigator.onLine) void this.refresh()
    }
    void this.refresh()
    const timer = setInterval(look, ASK_EVERY_MS)
    addEventListener('online', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      removeEventListener('online', look)
      document.removeEventListener('visibilitychange', look)
    }
  }

  async refresh(): Promise<void> {
    if (this.loading) return
    this.loading = true
    try {
      const askedAt = Date.now()
      this.duty = await this.#ask<DutyState>('duty', '/api/duty')
      this.#clock.measure(this.duty.now, askedAt, Date.now())
      this.county = await this.#ask<County>('county', '/api/county')
      if (this.duty.operator) this.pack = await this.#ask<DutyPack>('pack', '/api/duty/pack')
      this.readAt = this.#clock.now()
      this.error = null
    } catch (error) {
      this.error = toApiError(error)
    } finally {
      this.loading = false
    }
  }

  async #ask<Answer>(name: string, url: string): Promise<Answer> {
    const answer = await askServer<Answer>(url)
    const kept: Kept<Answer> = { at: this.#clock.now(), answer }
    // A full device shows what it has heard all the same; the outbox says that it is full.
    await this.#store.write('pack', name, kept).catch(() => {})
    return answer
  }
}

export const [useDutyData, provideDutyData] = createContext<DutyData>()
