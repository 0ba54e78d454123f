import type { County, LiveStep } from '../../server/contract.ts'
import { withQuery } from '../api.ts'
import { fetchIncidentColumns, type IncidentColumns } from './incident-columns.ts'
import { mergeSteps } from './merge-steps.ts'
import { Resource } from './resource.svelte.ts'

type Loaded = { columns: IncidentColumns; tag: string | null }

/** All incidents that the viewer sees: read once, kept up to date by the steps that come, and read again on resync. */
export class IncidentStore {
  readonly #loaded = new Resource<Loaded>()
  readonly columns = $derived(this.#loaded.value?.columns ?? null)
  readonly loading = $derived(this.#loaded.loading)
  readonly error = $derived(this.#loaded.error)
  /** Steps that came while columns were read: the answer may have been made before them. */
  #meanwhile: LiveStep[] = []

  /** `area`: code of the one to read, for viewers who see several; `release`: by whose boundaries, null for those of now. */
  async refresh(
    area: string | null,
    categories: County['categories'],
    release: number | null = null,
  ): Promise<void> {
    const known = this.#loaded.value
    this.#meanwhile = []
    await this.#loaded.load(async (signal) => {
      const answer = await fetchIncidentColumns(
        withQuery('/api/incidents.arrow', { area, release }),
        known?.tag ?? null,
        signal,
      )
      return answer ?? known!
    })
    if (this.#meanwhile.length > 0) this.merge(this.#meanwhile, categories)
  }

  /** Takes steps in; resolves to whether that went, or all must be read anew. */
  merge(steps: readonly LiveStep[], categories: County['categories']): boolean {
    if (this.#loaded.loading) {
      this.#meanwhile.push(...steps)
      return true
    }
    const loaded = this.#loaded.value
    if (loaded === null) return true
    const index = new Map(categories.map(({ code }, place) => [code, place]))
    const columns = mergeSteps(loaded.columns, steps, index)
    if (columns === null) return false
    // What is held is no longer what the server's tag names.
    this.#loaded.value = { columns, tag: null }
    return true
  }

  /** Whether any of these is among what was read. */
  holds(ids: readonly number[]): boolean {
    return this.columns !== null && ids.some((id) => this.columns!.id.includes(id))
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
