import { createContext } from 'svelte'
import type { CalendarYear } from '../../server/contract.ts'
import { CALENDAR_YEARS, type CalendarEntry } from '../../server/domain/calendar-entry.ts'
import { getJson, withQuery } from '../api.ts'
import { Doing } from '../state/doing.svelte.ts'
import { Resource } from '../state/resource.svelte.ts'

const ADDRESS = '/api/calendar'

/** The working calendar of the year in the address, and what an administrator does with it. */
export class CalendarState extends Doing {
  readonly shown = new Resource<CalendarYear>()
  /** The year that is asked for; null: this one, whichever the server says that is. */
  year = $state<number | null>(readYear())
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

  override async read(): Promise<void> {
    const { year } = this
    await this.shown.load((signal) => getJson<CalendarYear>(withQuery(ADDRESS, { year }), signal))
  }

  set(entries: readonly CalendarEntry[]): Promise<boolean> {
    const named = entries.map(({ name, nameEn, ...entry }) => ({
      ...entry,
      ...(name === null ? {} : { name }),
      ...(nameEn === null ? {} : { nameEn }),
    }))
    return this.run(() => this.send('PUT', `${ADDRESS}/days`, { entries: named }))
  }

  remove({ first, last }: { first: string; last: string }): Promise<boolean> {
    return this.run(() => this.send('DELETE', withQuery(`${ADDRESS}/days`, { first, last }), null))
  }

  setHours(hours: string, weekdays: readonly number[]): Promise<boolean> {
    return this.run(() => this.send('PUT', `${ADDRESS}/hours`, { hours, weekdays }))
  }
}

function readYear(): number | null {
  const year = Number(new URLSearchParams(location.search).get('year') ?? NaN)
  return Number.isInteger(year) && year >= CALENDAR_YEARS.first && year <= CALENDAR_YEARS.last ? year : null
}

export const [useCalendar, provideCalendar] = createContext<CalendarState>()
