import { createContext } from 'svelte'
import type { Findings, Operator, OperatorList, RosterAnswer, Unit } from '../../server/contract.ts'
import { type ApiError, getJson, sendJson, toApiError, withQuery } from '../api.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Session } from '../state/session.svelte.ts'
import { staffByGrid } from './grid-states.ts'
import { readStaffView, writeStaffView, type StaffView } from './staff-view.ts'

const ADDRESS = '/api/operators'

/** Operators and what is amiss with them, what is looked at, and what a manager does with them. */
export class StaffState {
  readonly list = new Resource<OperatorList>()
  readonly found = new Resource<Findings>()
  readonly units = new Resource<readonly Unit[]>()
  view = $state.raw<StaffView>(readStaffView(location.search))
  /** Those who left are listed, too. */
  withLeft = $state(false)
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  readonly operators = $derived(this.list.value?.items ?? [])
  readonly byGrid = $derived(staffByGrid(this.operators))
  readonly today = $derived(this.list.value?.today ?? '')
  readonly overloaded = $derived(
    new Set((this.found.value?.overloads ?? []).map(({ operator }) => operator.id)),
  )
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  /** The area that is read: the chosen township, else all that the viewer sees (of several areas the first one). */
  get area(): string | null {
    return this.view.township ?? this.#session.viewer?.areas?.[0] ?? null
  }

  /** The operator that is chosen; null: none. */
  get operator(): Operator | null {
    return this.operators.find(({ code }) => code === this.view.operator) ?? null
  }

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const read = () => (this.view = readStaffView(location.search))
    addEventListener('popstate', read)
    return () => {
      removeEventListener('popstate', read)
      for (const resource of [this.list, this.found, this.units]) resource.stop()
    }
  }

  /** Looks at something else, as a step that one can go back from. */
  go(change: Partial<StaffView>): void {
    this.view = { ...this.view, ...change }
    const query = writeStaffView(this.view, location.search)
    history.pushState(null, '', query === '' ? location.pathname : `${location.pathname}?${query}`)
  }

  async read(): Promise<void> {
    const { area, withLeft } = this
    await Promise.all([
      this.list.load((signal) =>
        getJson<OperatorList>(withQuery(ADDRESS, { area, left: withLeft ? 'true' : null }), signal),
      ),
      this.found.load((signal) => getJson<Findings>(withQuery(`${ADDRESS}/findings`, { area }), signal)),
    ])
  }

  async readUnits(): Promise<void> {
    await this.units.load(async (signal) => (await getJson<{ items: Unit[] }>('/api/units', signal)).items)
  }

  add(body: object): Promise<boolean> {
    return this.#do(() => this.#send('POST', ADDRESS, body))
  }

  change(id: number, body: object): Promise<boolean> {
    return this.#do(() => this.#send('PATCH', `${ADDRESS}/${id}`, body))
  }

  leave(id: number, lastDay: string | null): Promise<boolean> {
    return this.#do(() => this.#send('POST', `${ADDRESS}/${id}/leave`, { lastDay }))
  }

  assign(id: number, body: object): Promise<boolean> {
    return this.#do(() => this.#send('POST', `${ADDRESS}/${id}/assignments`, body))
  }

  reassign(id: number, assignment: number, body: object): Promise<boolean> {
    return this.#do(() => this.#send('PATCH', `${ADDRESS}/${id}/assignments/${assignment}`, body))
  }

  unassign(id: number, assignment: number): Promise<boolean> {
    return this.#do(() => this.#send('DELETE', `${ADDRESS}/${id}/assignments/${assignment}`, null))
  }

  qualify(id: number, body: object): Promise<boolean> {
    return this.#do(() => this.#send('POST', `${ADDRESS}/${id}/qualifications`, body))
  }

  disqualify(id: number, qualification: number): Promise<boolean> {
    return this.#do(() => this.#send('DELETE', `${ADDRESS}/${id}/qualifications/${qualification}`, null))
  }

  /** Tries a file, or keeps it; null where it is none, and `error` says why. */
  async import(name: string, content: string, keep: boolean): Promise<RosterAnswer | null> {
    let answer: RosterAnswer | null = null
    const send = async () => {
      answer = await this.#send<RosterAnswer>('POST', `${ADDRESS}/import`, { name, content, save: keep })
    }
    return (await this.#do(send, keep)) ? answer : null
  }

  #send<Answer>(method: 'POST' | 'PATCH' | 'DELETE', url: string, body: object | null): Promise<Answer> {
    return sendJson<Answer>(method, url, body, { csrf: this.#session.csrf })
  }

  /** Resolves to whether it came about; the lists are read again either way, for others change them too. */
  async #do(task: () => Promise<unknown>, changes = true): Promise<boolean> {
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
    if (changes) await this.read()
    return done
  }
}

export const [useStaff, provideStaff] = createContext<StaffState>()
