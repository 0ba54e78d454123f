import type { Draft, DraftItem, ReleaseItem } from '../../../server/contract.ts'
import type { Level } from '../../../server/domain/level.ts'
import { getJson, sendJson, toApiError, withQuery, type ApiError } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'
import type { Session } from '../../state/session.svelte.ts'

const ADDRESS = '/api/boundaries/drafts'

type Items<Item> = { items: Item[] }

/** The drafts and the releases, and how a draft begins. */
export class DraftsState {
  readonly drafts = new Resource<Items<DraftItem>>()
  readonly releases = new Resource<Items<ReleaseItem>>()
  /** Published and discarded drafts too. */
  all = $state(false)
  busy = $state(false)
  error = $state.raw<ApiError | null>(null)
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  async readDrafts(): Promise<void> {
    const url = withQuery(ADDRESS, { all: this.all ? '1' : null })
    await this.drafts.load((signal) => getJson<Items<DraftItem>>(url, signal))
  }

  async readReleases(): Promise<void> {
    await this.releases.load((signal) => getJson<Items<ReleaseItem>>('/api/boundaries/releases', signal))
  }

  /** Begins a draft; resolves to its id, or to null when that did not work (`error` says why). */
  begin(title: string, area: string, restore: number | null): Promise<number | null> {
    return this.#post(ADDRESS, { title, area, ...(restore === null ? {} : { restore }) })
  }

  /** Begins a draft with what differs between a file and the boundaries in force; resolves as `begin` does. */
  beginFromFile(title: string, name: string, level: Level, geojson: object): Promise<number | null> {
    return this.#post(`${ADDRESS}/from-file`, { title, name, level, geojson })
  }

  async #post(url: string, body: object): Promise<number | null> {
    if (this.busy) return null
    this.busy = true
    this.error = null
    try {
      const draft = await sendJson<Draft>('POST', url, body, { csrf: this.#session.csrf })
      return draft.id
    } catch (thrown) {
      this.error = toApiError(thrown)
      return null
    } finally {
      this.busy = false
    }
  }

  stop(): void {
    this.drafts.stop()
    this.releases.stop()
  }
}
