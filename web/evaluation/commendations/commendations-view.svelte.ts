import { createContext } from 'svelte'
import { isQuarterName } from '../../../server/domain/quarter-name.ts'

export const PARTS = ['nominations', 'roll', 'titles'] as const
export type Part = (typeof PARTS)[number]

/** What is printed: certificates or the notice by the id of the notice (and of one nomination of it), or the publicity page. */
export type Printed =
  | { what: 'certificates'; notice: number; only: number | null }
  | { what: 'notice'; notice: number }
  | { what: 'publicity' }

const OWN = ['part', 'quarter', 'id', 'print', 'notice', 'only']

type Looked = { part: Part; quarter: string | null; id: number | null; print: Printed | null }

const idOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null

function read(search: string): Looked {
  const query = new URLSearchParams(search)
  const quarter = query.get('quarter')
  const notice = idOf(query.get('notice'))
  const what = query.get('print')
  return {
    part: PARTS.find((part) => part === query.get('part')) ?? 'nominations',
    quarter: quarter !== null && isQuarterName(quarter) ? quarter : null,
    id: idOf(query.get('id')),
    print:
      what === 'publicity'
        ? { what }
        : what === 'notice' && notice !== null
          ? { what, notice }
          : what === 'certificates' && notice !== null
            ? { what, notice, only: idOf(query.get('only')) }
            : null,
  }
}

/** What is looked at, in the address. */
export class CommendationsView {
  #looked = $state.raw<Looked>(read(location.search))
  readonly part = $derived(this.#looked.part)
  readonly quarter = $derived(this.#looked.quarter)
  readonly id = $derived(this.#looked.id)
  readonly print = $derived(this.#looked.print)

  /** Goes there, as a step that one can go back from; what is not named stays. */
  go(change: Partial<Looked>): void {
    this.#looked = { ...this.#looked, ...change }
    history.pushState(null, '', this.addressOf({}))
  }

  /** Opens a nomination in the place of none: going back does not stop there. */
  openByItself(id: number): void {
    this.#looked = { ...this.#looked, id }
    history.replaceState(null, '', this.addressOf({}))
  }

  /** The address of it, with what else the present one says (the language); what is not named is as now. */
  addressOf(change: Partial<Looked>): string {
    const { part, quarter, id, print } = { ...this.#looked, ...change }
    const query = new URLSearchParams(location.search)
    for (const name of OWN) query.delete(name)
    if (part !== 'nominations') query.set('part', part)
    if (quarter !== null) query.set('quarter', quarter)
    if (id !== null) query.set('id', String(id))
    if (print !== null) {
      query.set('print', print.what)
      if ('notice' in print) query.set('notice', String(print.notice))
      if (print.what === 'certificates' && print.only !== null) query.set('only', String(print.only))
    }
    return query.size === 0 ? location.pathname : `${location.pathname}?${query}`
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const again = () => (this.#looked = read(location.search))
    addEventListener('popstate', again)
    return () => removeEventListener('popstate', again)
  }
}

export const [useCommendationsView, provideCommendationsView] = createContext<CommendationsView>()
