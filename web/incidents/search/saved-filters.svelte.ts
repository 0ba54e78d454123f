import type { SavedFilter } from '../../../server/contract.ts'
import { getJson, sendJson, toApiError, type ApiError } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'

export type ApiQuery = Readonly<Record<string, string>>

const ADDRESS = '/api/filters'

/** The searches that the viewer has kept; the same on every machine. */
export class SavedFilters {
  readonly #list = new Resource<readonly SavedFilter[]>()
  readonly items = $derived(this.#list.value ?? [])
  readonly error = $derived(this.#list.error)
  /** A change is on its way. */
  busy = $state(false)
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  async refresh(): Promise<void> {
    await this.#list.load(async (signal) => (await getJson<{ items: SavedFilter[] }>(ADDRESS, signal)).items)
  }

  stop(): void {
    this.#list.stop()
  }

  /** The one that asks for just this. */
  find(query: ApiQuery): SavedFilter | null {
    const wanted = canonical(query)
    return this.items.find((item) => canonical(item.query as ApiQuery) === wanted) ?? null
  }

  /** Keeps a query under a name; what has the name already is replaced. Resolves to what went wrong, or null. */
  save(name: string, query: ApiQuery): Promise<ApiError | null> {
    const same = this.items.find((item) => item.name === name)
    return this.#send(same ? 'PUT' : 'POST', same ? `/${same.id}` : '', { name, query })
  }

  rename({ id, query }: SavedFilter, name: string): Promise<ApiError | null> {
    return this.#send('PUT', `/${id}`, { name, query })
  }

  remove({ id }: SavedFilter): Promise<ApiError | null> {
    return this.#send('DELETE', `/${id}`, null)
  }

  async #send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: object | null,
  ): Promise<ApiError | null> {
    this.busy = true
    try {
      await sendJson(method, ADDRESS + path, body, { csrf: this.#session.csrf })
      return null
    } catch (error) {
      return toApiError(error)
    } finally {
      this.busy = false
      // Also after a fault: somebody may have changed them on another machine.
      await this.refresh()
    }
  }
}

function canonical(query: ApiQuery): string {
  return JSON.stringify(Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
