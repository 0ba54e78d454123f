import { createContext } from 'svelte'
import type { Display, Tour, WallPlan } from '../../server/contract.ts'
import type { WallLayer } from '../../server/domain/wall/scene.ts'
import { getJson } from '../api.ts'
import { Doing } from '../state/doing.svelte.ts'
import { Resource } from '../state/resource.svelte.ts'

/** How often the list is read again: displays come and go, and others pin scenes. */
const READ_EVERY_MS = 10_000

export type DisplaySettings = Pick<Display, 'name' | 'area' | 'tour' | 'language' | 'theme' | 'sound'>
export type TourContent = Pick<Tour, 'name' | 'scenes'>

/** The displays and their tours, and what is done with them. */
export class DisplaysState extends Doing {
  readonly list = new Resource<{ now: string; items: Display[] }>()
  readonly tourList = new Resource<readonly Tour[]>()
  readonly #plan = new Resource<WallPlan>()
  readonly items = $derived(this.list.value?.items ?? [])
  readonly tours = $derived(this.tourList.value ?? [])
  /** The server's clock at the last answer, ms. */
  readonly now = $derived(Date.parse(this.list.value?.now ?? new Date().toISOString()))
  /** The program that displays ought to run; null: not known yet. */
  readonly build = $derived(this.#plan.value?.build ?? null)
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

  override async read(): Promise<void> {
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
    return this.run(() => this.send('POST', '/api/displays', { code, ...settings }))
  }

  change(id: number, settings: DisplaySettings): Promise<boolean> {
    return this.run(() => this.send('PUT', `/api/displays/${id}`, settings))
  }

  turnOff(id: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `/api/displays/${id}`, null))
  }

  pin(
    id: number,
    scene: { area: string; layers: readonly WallLayer[]; minutes: number | null },
  ): Promise<boolean> {
    return this.run(() => this.send('PUT', `/api/displays/${id}/pin`, scene))
  }

  unpin(id: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `/api/displays/${id}/pin`, null))
  }

  /** Keeps a tour, a new one where `known` is null; resolves to what was kept. */
  async keepTour(known: Pick<Tour, 'id' | 'version'> | null, content: TourContent): Promise<Tour | null> {
    let kept: Tour | null = null
    const done = await this.run(async () => {
      kept =
        known === null
          ? await this.send<Tour>('POST', '/api/tours', content)
          : await this.send<Tour>('PUT', `/api/tours/${known.id}`, content, {
              'if-match': `"${known.version}"`,
            })
    })
    return done ? kept : null
  }

  removeTour(id: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `/api/tours/${id}`, null))
  }
}

export const [useDisplays, provideDisplays] = createContext<DisplaysState>()
