import { DUE_CHOICES, type DueChoice } from '../../../server/domain/due-choice.ts'
import { STATES, type IncidentState } from '../../../server/domain/incident-state.ts'
import { instantOf, localTime } from '../../ui/time-bar/zone.ts'

/** What "all incidents" are filtered by; empty texts are no filter. */
export type ListFilter = {
  words: string
  /** "open" for all that are. */
  state: IncidentState | 'open' | ''
  /** Code of a main category. */
  category: string
  /** Code of an area. */
  area: string
  /** Code of a unit. */
  unit: string
  /** Range: due in whole days of the county, `dueFrom` and `dueTo` among them (YYYY-MM-DD). */
  due: DueChoice | 'range' | ''
  dueFrom: string
  dueTo: string
}

export const NO_FILTER: ListFilter = {
  words: '',
  state: '',
  category: '',
  area: '',
  unit: '',
  due: '',
  dueFrom: '',
  dueTo: '',
}

/** In an address; `overdue` is in links of an earlier version. */
export const FILTER_NAMES = ['q', 'state', 'category', 'area', 'unit', 'due', 'dueFrom', 'dueTo', 'overdue']

export const MOST_WORDS = 100

/** Reads a query; what makes no sense is no filter, for a link may be old or mistyped. */
export function readListFilter(query: URLSearchParams): ListFilter {
  const code = (name: string) => (/^[\w-]{1,64}$/.test(query.get(name) ?? '') ? query.get(name)! : '')
  const due = ([...DUE_CHOICES, 'range'] as const).find((choice) => choice === query.get('due'))
  const day = (name: string) => (due === 'range' && isDay(query.get(name)) ? query.get(name)! : '')
  return {
    words: (query.get('q') ?? '').slice(0, MOST_WORDS),
    state: ([...STATES, 'open'] as const).find((state) => state === query.get('state')) ?? '',
    category: code('category'),
    area: code('area'),
    unit: code('unit'),
    due: due ?? (query.get('overdue') === '1' ? 'overdue' : ''),
    dueFrom: day('dueFrom'),
    dueTo: day('dueTo'),
  }
}

export function writeListFilter({ words, ...filter }: ListFilter, query: URLSearchParams): void {
  for (const [name, value] of Object.entries({ q: words, ...filter }))
    if (value !== '') query.set(name, value)
}

/** The filter as the API takes it, without what it does not ask for. Days are those of the time zone. */
export function toApiQuery(filter: ListFilter, timeZone: string): Record<string, string> {
  const { words, state, category, area, unit, due, dueFrom, dueTo } = filter
  const isRange = due === 'range'
  const given = {
    q: words.trim(),
    state,
    category,
    area,
    unit,
    due: isRange ? '' : due,
    dueFrom: isRange && dueFrom !== '' ? startOf(dueFrom, 0, timeZone) : '',
    dueTo: isRange && dueTo !== '' ? startOf(dueTo, 1, timeZone) : '',
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
}

/** The filter of a query that `toApiQuery` has made; other parts of a query have no place on the screen. */
export function fromApiQuery(query: Readonly<Record<string, string>>, timeZone: string): ListFilter {
  const { dueFrom, dueTo, ...rest } = query
  const parameters = new URLSearchParams(rest)
  if (dueFrom !== undefined || dueTo !== undefined) parameters.set('due', 'range')
  if (dueFrom !== undefined) parameters.set('dueFrom', dayOf(Date.parse(dueFrom), timeZone))
  // The last day ends where the next begins.
  if (dueTo !== undefined) parameters.set('dueTo', dayOf(Date.parse(dueTo) - 1, timeZone))
  return readListFilter(parameters)
}

/** The range with another first or last day; the other one gives way rather than that nothing could fit. */
export function withDay(filter: ListFilter, name: 'dueFrom' | 'dueTo', day: string): Partial<ListFilter> {
  const { dueFrom, dueTo }: ListFilter = { ...filter, [name]: day }
  if (dueFrom === '' || dueTo === '' || dueFrom <= dueTo) return { [name]: day }
  return { dueFrom: day, dueTo: day }
}

function isDay(text: string | null): boolean {
  if (text === null || !/^(19[7-9]\d|20\d\d)-\d\d-\d\d$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return ms > 0 && new Date(ms).toISOString().startsWith(text)
}

/** When a day begins, or one so many days later. */
function startOf(day: string, later: number, timeZone: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const midnight = { year, month, day: date + later, hour: 0, minute: 0, second: 0 }
  return new Date(instantOf(midnight, timeZone)).toISOString()
}

function dayOf(ms: number, timeZone: string): string {
  const { year, month, day } = localTime(ms, timeZone)
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
