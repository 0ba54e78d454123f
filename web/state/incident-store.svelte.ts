import type { County } from '../../server/contract.ts'
import { withQuery } from '../api.ts'
import { fetchIncidentColumns, type IncidentColumns } from './incident-columns.ts'
import { Resource } from './resource.svelte.ts'

type Loaded = { columns: IncidentColumns; tag: string | null }

/** All incidents that the viewer sees, read once and again only when the server has others. */
export class IncidentStore {
  readonly #loaded = new Resource<Loaded>()
  readonly columns = $derived(this.#loaded.value?.columns ?? null)
  readonly loading = $derived(this.#loaded.loading)
  readonly error = $derived(this.#loaded.error)

  /** `area`: code of the one to read, for viewers who see several. */
  async refresh(area: string | null): Promise<void> {
    const known = this.#loaded.value
    await this.#loaded.load(async (signal) => {
      const answer = await fetchIncidentColumns(
        withQuery('/api/incidents.arrow', { area }),
        known?.tag ?? null,
        signal,
      )
      return answer ?? known!
    })
  }

  stop(): void {
    this.#loaded.stop()
  }
}

/** For every row the place of its main category in `mains`. */
export function mainCategories(
  columns: IncidentColumns,
  categories: County['categories'],
): { mains: string[]; ofRow: Uint8Array } {
  const mains = categories.filter(({ parentCode }) => parentCode === null).map(({ code }) => code)
  const place = Uint8Array.from(categories, ({ code, parentCode }) => mains.indexOf(parentCode ?? code))
  return { mains, ofRow: Uint8Array.from(columns.category, (category) => place[category]!) }
}
