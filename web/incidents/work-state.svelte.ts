import type { BulkAnswer, Queue, QueueItem, Unit } from '../../server/contract.ts'
import type { ActionName } from '../../server/domain/lifecycle/actions.ts'
import { REASONS, type Reason } from '../../server/domain/lifecycle/needs-me.ts'
import { getJson, sendJson, withQuery } from '../api.ts'
import { ExportRun } from '../export/export-run.svelte.ts'
import type { Session } from '../state/session.svelte.ts'
import { FILTER_NAMES, readListFilter, writeListFilter, type ListFilter } from './search/list-filter.ts'
import { Resource } from '../state/resource.svelte.ts'
import { createContext } from 'svelte'

/** What is sent with an action beside its name. */
export type Given = {
  note?: string
  data?: { unit?: string; days?: number; original?: string; rating?: string; answer?: string }
}

type View = {
  incident: number | null
  reason: Reason | null
  reporting: boolean
  /** All incidents by a filter, rather than what waits for me. */
  all: boolean
  filter: ListFilter
}

const NAMES = ['incident', 'reason', 'report', 'all', ...FILTER_NAMES]

function readView(text: string): View {
  const query = new URLSearchParams(text)
  const incident = Number(query.get('incident') ?? NaN)
  return {
    incident: Number.isSafeInteger(incident) && incident > 0 ? incident : null,
    reason: REASONS.find((reason) => reason === query.get('reason')) ?? null,
    reporting: query.has('report'),
    all: query.has('all'),
    filter: readListFilter(query),
  }
}

/** The work screen: what waits for the viewer, which incident is open, and what is ticked. All but ticks is in the address. */
export class WorkState {
  view = $state.raw<View>(readView(location.search))
  readonly queue = new Resource<Queue>()
  readonly units = new Resource<readonly Unit[]>()
  /** Here, because it goes on while the list is out of sight. */
  readonly export = new ExportRun()
  /** Versions of the ticked incidents by id. */
  ticked = $state.raw<ReadonlyMap<number, number>>(new Map())
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  readonly items = $derived<readonly QueueItem[]>(this.queue.value?.items ?? [])

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const read = () => (this.view = readView(location.search))
    addEventListener('popstate', read)
    return () => {
      removeEventListener('popstate', read)
      this.queue.stop()
      this.units.stop()
      this.export.cancel()
    }
  }

  go(change: Partial<View>, history: 'step' | 'same' = 'step'): void {
    this.view = { ...this.view, ...change }
    const query = new URLSearchParams(location.search)
    for (const name of NAMES) query.delete(name)
    if (this.view.reason) query.set('reason', this.view.reason)
    if (this.view.all) {
      query.set('all', '1')
      writeListFilter(this.view.filter, query)
    }
    if (this.view.incident) query.set('incident', String(this.view.incident))
    if (this.view.reporting) query.set('report', '1')
    const address = `${location.pathname}${query.size > 0 ? `?${query}` : ''}`
    if (address === location.pathname + location.search) return
    if (history === 'step') window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }

  async refresh(): Promise<void> {
    const { reason } = this.view
    const queue = await this.queue.load((signal) =>
      getJson<Queue>(withQuery('/api/queue', { reason, limit: 200 }), signal),
    )
    if (queue === null) return
    // A tick is for the version that was seen: one that moved on loses it.
    const versions = new Map(queue.items.map(({ id, version }) => [id, version]))
    this.ticked = new Map([...this.ticked].filter(([id, version]) => versions.get(id) === version))
  }

  async readUnits(): Promise<void> {
    await this.units.load(async (signal) => (await getJson<{ items: Unit[] }>('/api/units', signal)).items)
  }

  tick(item: Pick<QueueItem, 'id' | 'version'>): void {
    const ticked = new Map(this.ticked)
    if (!ticked.delete(item.id)) ticked.set(item.id, item.version)
    this.ticked = ticked
  }

  /** Takes an action on all that are ticked; resolves to the answer for each. */
  async actOnTicked(action: ActionName, given: Given): Promise<BulkAnswer['items']> {
    const items = [...this.ticked].map(([id, version]) => ({ id, version }))
    const answer = await sendJson<BulkAnswer>(
      'POST',
      '/api/incidents/actions',
      { items, action, ...given },
      { csrf: this.#session.csrf },
    )
    this.ticked = new Map()
    await this.refresh()
    return answer.items
  }
}

export const [useWork, provideWork] = createContext<WorkState>()
