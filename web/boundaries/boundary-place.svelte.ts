import { createContext } from 'svelte'

const NAMES = ['draft', 'release', 'against'] as const

/** What the address of this screen names: a draft, a release, or neither, which is the lists. */
export class BoundaryPlace {
  draft = $state<number | null>(readNumber('draft'))
  release = $state<number | null>(readNumber('release'))
  /** The release that the one on show is compared with; null: the one before it. */
  against = $state<number | null>(readNumber('against'))

  /** Goes there as a step that one can go back from. */
  go(to: { draft?: number; release?: number } = {}): void {
    history.pushState(null, '', addressWith(to))
    this.#read()
  }

  /** Turns to another release, or to another comparison, in the same step: going back leads to where one came from. */
  turn(release: number, against: number | null): void {
    history.replaceState(null, '', addressWith({ release, ...(against === null ? {} : { against }) }))
    this.#read()
  }

  /** The address that a link to it has. */
  addressOf(name: 'draft' | 'release', value: number): string {
    return `${location.pathname}?${name}=${value}`
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const read = () => this.#read()
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }

  #read(): void {
    this.draft = readNumber('draft')
    this.release = readNumber('release')
    this.against = readNumber('against')
  }
}

/** The address of what is named; other parts of the query stay. */
function addressWith(named: Partial<Record<(typeof NAMES)[number], number>>): string {
  const query = new URLSearchParams(location.search)
  for (const name of NAMES) {
    const value = named[name]
    if (value === undefined) query.delete(name)
    else query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? location.pathname : `${location.pathname}?${text}`
}

function readNumber(name: string): number | null {
  const text = new URLSearchParams(location.search).get(name)
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/** Whether a click on a link stays on this page: not one that opens another tab. */
export function staysHere(event: MouseEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0)
}

export const [useBoundaryPlace, provideBoundaryPlace] = createContext<BoundaryPlace>()
