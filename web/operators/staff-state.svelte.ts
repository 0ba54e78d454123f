import { createContext } from 'svelte'
import type { Findings, Operator, OperatorList, RosterAnswer, Unit } from '../../server/contract.ts'
import { getJson, withQuery } from '../api.ts'
import { AddressView } from '../state/address-view.svelte.ts'
import { Doing } from '../state/doing.svelte.ts'
import { Resource } from '../state/resource.svelte.ts'
import { staffByGrid } from './grid-states.ts'
import { readStaffView, writeStaffView, type StaffView } from './staff-view.ts'

const ADDRESS = '/api/operators'

/** Operators and what is amiss with them, what is looked at, and what a manager does with them. */
export class StaffState extends Doing {
  readonly #address = new AddressView<StaffView>({ read: readStaffView, write: writeStaffView })
  readonly list = new Resource<OperatorList>()
  readonly found = new Resource<Findings>()
  readonly units = new Resource<readonly Unit[]>()
  /** Those who left are listed, too. */
  withLeft = $state(false)
  readonly operators = $derived(this.list.value?.items ?? [])
  readonly byGrid = $derived(staffByGrid(this.operators))
  readonly today = $derived(this.list.value?.today ?? '')
  readonly overloaded = $derived(
    new Set((this.found.value?.overloads ?? []).map(({ operator }) => operator.id)),
  )
  /** The area that is read: the chosen township, else all that the viewer sees (of several areas the first one). */
  get area(): string | null {
    return this.view.township ?? this.session.viewer?.areas?.[0] ?? null
  }

  /** The operator that is chosen; null: none. */
  get operator(): Operator | null {
    return this.operators.find(({ code }) => code === this.view.operator) ?? null
  }

  get view(): StaffView {
    return this.#address.seen
  }

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const leave = this.#address.follow()
    return () => {
      leave()
      for (const resource of [this.list, this.found, this.units]) resource.stop()
    }
  }

  /** Looks at something else, as a step that one can go back from. */
  go(change: Partial<StaffView>): void {
    this.#address.go(change)
  }

  override async read(): Promise<void> {
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
    return this.run(() => this.send('POST', ADDRESS, body))
  }

  change(id: number, body: object): Promise<boolean> {
    return this.run(() => this.send('PATCH', `${ADDRESS}/${id}`, body))
  }

  leave(id: number, lastDay: string | null): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/${id}/leave`, { lastDay }))
  }

  assign(id: number, body: object): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/${id}/assignments`, body))
  }

  reassign(id: number, assignment: number, body: object): Promise<boolean> {
    return this.run(() => this.send('PATCH', `${ADDRESS}/${id}/assignments/${assignment}`, body))
  }

  unassign(id: number, assignment: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `${ADDRESS}/${id}/assignments/${assignment}`, null))
  }

  qualify(id: number, body: object): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/${id}/qualifications`, body))
  }

  disqualify(id: number, qualification: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `${ADDRESS}/${id}/qualifications/${qualification}`, null))
  }

  /** Tries a file, or keeps it; null where it is none, and `error` says why. */
  async import(name: string, content: string, keep: boolean): Promise<RosterAnswer | null> {
    let answer: RosterAnswer | null = null
    const send = async () => {
      answer = await this.send<RosterAnswer>('POST', `${ADDRESS}/import`, { name, content, save: keep })
    }
    return (await this.run(send, keep)) ? answer : null
  }
}

export const [useStaff, provideStaff] = createContext<StaffState>()
