import { createContext } from 'svelte'

/** What is looked at, in the address: the displays (null), a new tour, or one by its id. */
type Edited = number | 'new' | null

function read(search: string): Edited {
  const text = new URLSearchParams(search).get('tour')
  if (text === 'new') return 'new'
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

export class DisplaysView {
  tour = $state.raw<Edited>(read(location.search))

  /** Goes to a tour, or back to the displays, as a step that one can go back from. */
  go(tour: Edited): void {
    this.tour = tour
    history.pushState(null, '', tour === null ? location.pathname : `${location.pathname}?tour=${tour}`)
  }

  /** A new tour has got its id: the same step. */
  stayAt(tour: number): void {
    this.tour = tour
    history.replaceState(null, '', `${location.pathname}?tour=${tour}`)
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const again = () => (this.tour = read(location.search))
    addEventListener('popstate', again)
    return () => removeEventListener('popstate', again)
  }
}

export const [useDisplaysView, provideDisplaysView] = createContext<DisplaysView>()
