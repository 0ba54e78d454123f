import { createContext } from 'svelte'
import type { ReportBody } from '../../../server/contract.ts'
import { PRIORITIES, type Priority } from '../../../server/domain/incident-state.ts'
import type { KeptFile } from '../store/duty-database.ts'
import type { DutyStore } from '../store/duty-store.ts'

const KEPT = 'draft'

/** Where it is: degrees; `accuracy` in metres, null when it was chosen on the map. */
export type DraftPlace = { lon: number; lat: number; accuracy: number | null }

type DraftState = {
  /** Code of the main category, then of the finer one; empty: not chosen. */
  main: string
  category: string
  title: string
  words: string
  priority: Priority
  place: DraftPlace | null
  files: readonly KeptFile[]
}

const EMPTY: DraftState = {
  main: '',
  category: '',
  title: '',
  words: '',
  priority: 'general',
  place: null,
  files: [],
}

/** A report as it is being written, kept at every change: a phone may put the page to sleep at any time. */
export class ReportDraft {
  state = $state.raw<DraftState>(EMPTY)
  /** It was begun before the page was opened. */
  restored = $state(false)
  /** Something of it is there already, which nothing may take the place of unasked. */
  readonly begun = $derived(
    this.state.category !== '' || this.state.words !== '' || this.state.files.length > 0,
  )
  readonly #store: DutyStore

  constructor(store: DutyStore, kept: DraftState | null) {
    this.#store = store
    this.state = kept ?? EMPTY
    this.restored = kept !== null
  }

  static async open(store: DutyStore): Promise<ReportDraft> {
    return new ReportDraft(store, await store.read<DraftState>('meta', KEPT))
  }

  change(part: Partial<DraftState>): void {
    this.state = { ...this.state, ...part }
    this.restored = false
    // Where there is no room it holds for this page; sending it says so.
    void this.#store.write('meta', KEPT, this.state).catch(() => {})
  }

  clear(): void {
    this.state = EMPTY
    this.restored = false
    void this.#store.erase('meta', KEPT).catch(() => {})
  }

  /** A report that was refused comes back to be changed. `main`: code of its main category. */
  takeBack(body: ReportBody, main: string, files: readonly KeptFile[]): void {
    this.change({
      main,
      category: body.category,
      title: body.title,
      words: body.description ?? '',
      priority: PRIORITIES[body.priority ?? 0] ?? 'general',
      place: { lon: body.lon, lat: body.lat, accuracy: null },
      files,
    })
    this.restored = true
  }

  /** What is sent; null while something is missing. `occurredAt`: milliseconds since 1970. */
  body(occurredAt: number): ReportBody | null {
    const { category, title, words, priority, place } = this.state
    if (category === '' || title.trim() === '' || place === null) return null
    return {
      category,
      title: title.trim(),
      lon: place.lon,
      lat: place.lat,
      priority: PRIORITIES.indexOf(priority),
      occurredAt: new Date(occurredAt).toISOString(),
      ...(words.trim() === '' ? {} : { description: words.trim() }),
    }
  }
}

export const [useReportDraft, provideReportDraft] = createContext<ReportDraft>()
