import { createContext } from 'svelte'

/** The screens by their path. */
export const SCREENS = {
  explore: '/',
  incidents: '/incidents',
  operators: '/operators',
  boundaries: '/boundaries',
  displays: '/displays',
  accounts: '/accounts',
  calendar: '/calendar',
} as const
export type ScreenName = keyof typeof SCREENS

/** Which screen the address names; its query belongs to that screen. */
export class Place {
  path = $state(location.pathname)

  readonly screen: ScreenName = $derived(
    (['incidents', 'operators', 'boundaries', 'displays', 'accounts', 'calendar'] as const).find((name) =>
      this.path.startsWith(SCREENS[name]),
    ) ?? 'explore',
  )

  /** Goes to a screen, as a step that one can go back from. */
  go(screen: ScreenName, query = ''): void {
    history.pushState(null, '', SCREENS[screen] + (query === '' ? '' : `?${query}`))
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
