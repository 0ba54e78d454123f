import { STATES, type IncidentState } from '../../server/domain/incident-state.ts'

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
  overdue: boolean
}

export const NO_FILTER: ListFilter = {
  words: '',
  state: '',
  category: '',
  area: '',
  unit: '',
  overdue: false,
}

export const FILTER_NAMES = ['q', 'state', 'category', 'area', 'unit', 'overdue']

/** Reads a query; what makes no sense is no filter, for a link may be old or mistyped. */
export function readListFilter(query: URLSearchParams): ListFilter {
  const code = (name: string) => (/^[\w-]{1,64}$/.test(query.get(name) ?? '') ? query.get(name)! : '')
  return {
    words: (query.get('q') ?? '').slice(0, 100),
    state: ([...STATES, 'open'] as const).find((state) => state === query.get('state')) ?? '',
    category: code('category'),
    area: code('area'),
    unit: code('unit'),
    overdue: query.get('overdue') === '1',
  }
}

export function writeListFilter(filter: ListFilter, query: URLSearchParams): void {
  const { words, state, category, area, unit, overdue } = filter
  const values = { q: words, state, category, area, unit, overdue: overdue ? '1' : '' }
  for (const [name, value] of Object.entries(values)) if (value !== '') query.set(name, value)
}

/** The filter as the API takes it. Overdue is open, and due before now (milliseconds since 1970). */
export function toApiQuery(filter: ListFilter, now: number): Record<string, string | null> {
  const { words, state, category, area, unit, overdue } = filter
  return {
    q: words.trim(),
    state: overdue && state === '' ? 'open' : state,
    category,
    area,
    unit,
    dueTo: overdue ? new Date(now).toISOString() : null,
  }
}
