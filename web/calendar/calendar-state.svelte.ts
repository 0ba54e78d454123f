import { createContext } from 'svelte'
import type { CalendarYear } from '../../server/contract.ts'
import { CALENDAR_YEARS, type CalendarEntry } from '../../server/domain/calendar-entry.ts'
import { type ApiError, getJson, sendJson, toApiError, withQuery } from '../api.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { Session } from '../state/session.svelte.ts'

const ADDRESS = '/api/calendar'

/** The working calendar of the year in the address, and what an administrator does with it. */
export class CalendarState {
  readonly shown = new Resource<CalendarYear>()
  /** The year that is asked for; null: this one, whichever the server says that is. */
  year = $state<number | null>(readYear())
  error = $state.raw<ApiError | null>(null)
  busy = $state(false)
  readonly #session: Session

  constructor(session: Session) {
    this.#session = session
  }

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const read = () => (this.year = readYear())
    addEventListener('popstate', read)
    return () => {
      removeEventListener('popstate', read)
      this.shown.stop()
    }
  }

  go(year: number): void {
    if (year < CALENDAR_YEARS.first || year > CALENDAR_YEARS.last) return
    const query = new URLSearchParams(location.search)
    query.set('year', String(year))
    history.pushState(null, '', `${location.pathname}?${query}`)
    this.year = year
  }

  async read(): Promise<void> {
    const { year } = this
    await this.shown.load((signal) => getJson<CalendarYear>(withQuery(ADDRESS, { year }), signal))
  }

  set(entries: readonly CalendarEntry[]): Promise<boolean> {
    const named = entries.map(({ name, nameEn, ...entry }) => ({
      ...entry,
      ...(name === null ? {} : { name }),
      ...(nameEn === null ? {} : { nameEn }),
    }))
    return this.#do('PUT', `${ADDRESS}/days`, { entries: named })
  }

  remove({ first, last }: { first: string; last: string }): Promise<boolean> {
    return this.#do('DELETE', withQuery(`${ADDRESS}/days`, { first, last }), null)
  }

  setHours(hours: string, weekdays: readonly number[]): Promise<boolean> {
    return this.#do('PUT', `${ADDRESS}/hours`, { hours, weekdays })
  }

  /** Resolves to whether it came about; the year is read again either way, for others change it too. */
  async #do(method: 'PUT' | 'DELETE', url: string, body: object | null): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.error = null
    try {
      await sendJson(method, url, body, { csrf: this.#session.csrf })
    } catch (thrown) {
      this.error = toApiError(thrown)
    } finally {
      this.busy = false
    }
    await this.read()
    return this.error === null
  }
}

function readYear(): number | null {
  const year = Number(new URLSearchParams(location.search).get('year') ?? NaN)
  return Number.isInteger(year) && year >= CALENDAR_YEARS.first && year <= CALENDAR_YEARS.last ? year : null
}

export const [useCalendar, provideCalendar] = createContext<CalendarState>()
