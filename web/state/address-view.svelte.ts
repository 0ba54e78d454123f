/** How a view is read from the query of an address, and written into it beside what else that says. */
export type AddressFormat<View> = {
  read: (search: string) => View
  write: (view: View, search: string) => string
}

/** What of a page is looked at: kept in the address, so that it can be linked, and gone back from. */
export class AddressView<View extends object> {
  readonly #format: AddressFormat<View>
  #seen = $state.raw<View | null>(null)

  constructor(format: AddressFormat<View>) {
    this.#format = format
    this.#seen = format.read(location.search)
  }

  get seen(): View {
    return this.#seen!
  }

  /** Looks at something else, as a step that one can go back from, or in the place of what is seen; what is not named stays. */
  go(change: Partial<View>, step: 'step' | 'same' = 'step'): void {
    const address = this.addressOf(change)
    this.#seen = { ...this.seen, ...change }
    if (address === location.pathname + location.search) return
    if (step === 'step') history.pushState(null, '', address)
    else history.replaceState(null, '', address)
  }

  /** The address of it; what is not named is as now. */
  addressOf(change: Partial<View>): string {
    const query = this.#format.write({ ...this.seen, ...change }, location.search)
    return query === '' ? location.pathname : `${location.pathname}?${query}`
  }

  /** Follows the person going back and forward; returns what ends it. */
  follow(): () => void {
    const again = () => (this.#seen = this.#format.read(location.search))
    addEventListener('popstate', again)
    return () => removeEventListener('popstate', again)
  }
}
