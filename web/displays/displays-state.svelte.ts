import { createContext } from 'svelte'
import type { Display, Tour, WallPlan } from '../../server/contract.ts'
import type { WallLayer } from '../../server/domain/wall/scene.ts'
import { type ApiError, getJson, sendJson, toApiError } from '../api.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Session } from '../state/session.svelte.ts'

/** How often the list is read again: displays come and go, and others pin scenes. */
const READ_EVERY_MS = 10_000

export type DisplaySettings = Pick<Display, 'name' | 'area' | 'tour' | 'language' | 'theme' | 'sound'>
export type TourContent = Pick<Tour, 'name' | 'scenes'>

/** The displays and their tours, and what is done with them. */
export class DisplaysState {
  readonly list = new Resource<{ now: string; items: Display[] }>()
  readonly tourList = new Resource<readonly Tour[]>()
  readonly #plan = new Resource<WallPlan>()
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  readonly items = $derived(this.list.value?.items ?? [])
  readonly tours = $derived(this.tourList.value ?? [])
  /** The server's clock at the last answer, ms. */
  readonly now = $derived(Date.parse(this.list.value?.now ?? new Date().toISOString()))
  /** The program that displays ought to run; null: not known yet. */
  readonly build = $derived(this.#plan.value?.build ?? null)
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  /** Reads now, again and again, and when somebody comes back to the page; returns what ends it. */
  follow(): () => void {
    const read = () => {
      if (!document.hidden) void this.read()
    }
    read()
    void this.#plan.load((signal) => getJson<WallPlan>('/api/wall/plan', signal))
    const timer = setInterval(read, READ_EVERY_MS)
    document.addEventListener('visibilitychange', read)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', read)
      for (const resource of [this.list, this.tourList, this.#plan]) resource.stop()
    }
  }

  async read(): Promise<void> {
    await Promise.all([
      this.list.load((signal) => getJson<{ now: string; items: Display[] }>('/api/displays', signal)),
      this.tourList.load(async (signal) => (await getJson<{ items: Tour[] }>('/api/tours', signal)).items),
    ])
  }

  tourOf(id: number | null): Tour | null {
    return this.tours.find((tour) => tour.id === id) ?? null
  }

  usersOf(tour: number): Display[] {
    return this.items.filter((display) => display.tour === tour)
  }

  pair(code: string, settings: DisplaySettings): Promise<boolean> {
    return this.#do(() => this.#send('POST', '/api/displays', { code, ...settings }))
  }

  change(id: number, settings: DisplaySettings): Promise<boolean> {
    return this.#do(() => this.#send('PUT', `/api/displays/${id}`, settings))
  }

  turnOff(id: number): Promise<boolean> {
    return this.#do(() => this.#send('DELETE', `/api/displays/${id}`, null))
  }

  pin(
    id: number,
    scene: { area: string; layers: readonly WallLayer[]; minutes: number | null },
  ): Promise<boolean> {
    return this.#do(() => this.#send('PUT', `/api/displays/${id}/pin`, scene))
  }

  unpin(id: number): Promise<boolean> {
    return this.#do(() => this.#send('DELETE', `/api/displays/${id}/pin`, null))
  }

  /** Keeps a tour, a new one where `known` is null; resolves to what was kept. */
  async keepTour(known: Pick<Tour, 'id' | 'version'> | null, content: TourContent): Promise<Tour | null> {
    let kept: Tour | null = null
    const done = await this.#do(async () => {
      kept =
        known === null
          ? await this.#send<Tour>('POST', '/api/tours', content)
          : await this.#send<Tour>('PUT', `/api/tours/${known.id}`, content, {
              'if-match': `"${known.version}"`,
            })
    })
    return done ? kept : null
  }

  removeTour(id: number): Promise<boolean> {
    return this.#do(() => this.#send('DELETE', `/api/tours/${id}`, null))
  }

  #send<Answer>(
    method: 'POST' | 'PUT' | 'DELETE',
    url: string,
    body: object | null,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return sendJson<Answer>(method, url, body, { csrf: this.#session.csrf, headers })
  }

  /** Resolves to whether it came about; the lists are read again either way, for others change them too. */
  async #do(task: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.error = null
    try {
      await task()
    } catch (thrown) {
      this.error = toApiError(thrown)
    } finally {
      this.busy = false
    }
    const done = this.error === null
    await this.read()
    return done
  }
}

export const [useDisplays, provideDisplays] = createContext<DisplaysState>()
