import { createContext } from 'svelte'
import { isQuarterName } from '../../../server/domain/quarter-name.ts'
import { AddressView } from '../../state/address-view.svelte.ts'

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

function write({ part, quarter, id, print }: Looked, search: string): string {
  const query = new URLSearchParams(search)
  for (const name of OWN) query.delete(name)
  if (part !== 'nominations') query.set('part', part)
  if (quarter !== null) query.set('quarter', quarter)
  if (id !== null) query.set('id', String(id))
  if (print !== null) {
    query.set('print', print.what)
    if ('notice' in print) query.set('notice', String(print.notice))
    if (print.what === 'certificates' && print.only !== null) query.set('only', String(print.only))
  }
  return query.toString()
}

/** What is looked at, in the address. */
export class CommendationsView extends AddressView<Looked> {
  readonly part = $derived(this.seen.part)
  readonly quarter = $derived(this.seen.quarter)
  readonly id = $derived(this.seen.id)
  readonly print = $derived(this.seen.print)

  constructor() {
    super({ read, write })
  }
}

export const [useCommendationsView, provideCommendationsView] = createContext<CommendationsView>()
