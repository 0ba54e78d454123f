import { createContext } from 'svelte'

/** The screens by their path. */
export const SCREENS = {
  explore: '/',
  incidents: '/incidents',
  operators: '/operators',
  boundaries: '/boundaries',
  evaluation: '/evaluation',
  displays: '/displays',
  accounts: '/accounts',
  calendar: '/calendar',
} as const
export type ScreenName = keyof typeof SCREENS

/** Which screen the address names; its query belongs to that screen. */
export class Place {
  path = $state(location.pathname)

  readonly screen: ScreenName = $derived(
    (Object.keys(SCREENS) as ScreenName[]).find(
      (name) => name !== 'explore' && this.path.startsWith(SCREENS[name]),
    ) ?? 'explore',
  )

  /** Goes to a screen, as a step that one can go back from. */
  go(screen: ScreenName, query = ''): void {
    this.open(SCREENS[screen] + (query === '' ? '' : `?${query}`))
  }

  /** Goes to an address of ours, as a step that one can go back from. */
  open(address: string): void {
    history.pushState(null, '', address)
    this.path = location.pathname
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const read = () => (this.path = location.pathname)
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }
}

export const [usePlace, providePlace] = createContext<Place>()
