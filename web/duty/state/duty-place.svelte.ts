import { createContext } from 'svelte'

/** The screens of the bar at the bottom. */
export const DUTY_SCREENS = ['grids', 'map', 'report', 'outbox', 'me'] as const
export type DutyScreen = (typeof DUTY_SCREENS)[number]

/** Which screen, and which case on it; in the address, so that the phone's way back works. */
export class DutyPlace {
  #query = $state(location.search)
  /** Where the map looks when it opens next; null: at all my grids. */
  mapAt = $state.raw<{ lon: number; lat: number } | null>(null)
  readonly screen: DutyScreen = $derived.by(() => {
    const named = new URLSearchParams(this.#query).get('screen')
    return DUTY_SCREENS.find((screen) => screen === named) ?? 'grids'
  })
  /** Id of the case that is looked at; null: none. */
  readonly incident: number | null = $derived.by(() => {
    const named = new URLSearchParams(this.#query).get('incident')
    return named !== null && /^[1-9]\d{0,14}$/.test(named) ? Number(named) : null
  })

  go(
    screen: DutyScreen,
    incident: number | null = null,
    mapAt: { lon: number; lat: number } | null = null,
  ): void {
    this.mapAt = mapAt
    const address = new URL(location.href)
    if (screen === 'grids') address.searchParams.delete('screen')
    else address.searchParams.set('screen', screen)
    if (incident === null) address.searchParams.delete('incident')
    else address.searchParams.set('incident', String(incident))
    if (address.search !== location.search) history.pushState(null, '', address)
    this.#query = location.search
  }

  follow(): () => void {
    const read = () => (this.#query = location.search)
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }
}

export const [useDutyPlace, provideDutyPlace] = createContext<DutyPlace>()
