import { createContext } from 'svelte'

/** What the address of this screen names: a draft, a release, or neither, which is the lists. */
export class BoundaryPlace {
  draft = $state<number | null>(readNumber('draft'))
  release = $state<number | null>(readNumber('release'))

  /** Goes there as a step that one can go back from. */
  go({ draft, release }: { draft?: number; release?: number } = {}): void {
    const query = new URLSearchParams(location.search)
    query.delete('draft')
    query.delete('release')
    if (draft !== undefined) query.set('draft', String(draft))
    if (release !== undefined) query.set('release', String(release))
    const text = query.toString()
    history.pushState(null, '', text === '' ? location.pathname : `${location.pathname}?${text}`)
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
  }
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
