import { expect, it } from 'vitest'
import {
  fromApiQuery,
  NO_FILTER,
  readListFilter,
  toApiQuery,
  withDay,
  writeListFilter,
  type ListFilter,
} from '../../web/incidents/search/list-filter.ts'

const ZONE = 'Asia/Shanghai'

const FILTERS: [address: string, Partial<ListFilter>, query: Record<string, string>][] = [
  ['', {}, {}],
  ['q=路面&state=open', { words: '路面', state: 'open' }, { q: '路面', state: 'open' }],
  [
    'category=03&area=A1&unit=roads&due=week',
    { category: '03', area: 'A1', unit: 'roads', due: 'week' },
    { category: '03', area: 'A1', unit: 'roads', due: 'week' },
  ],
  [
    'due=range&dueFrom=2026-03-01&dueTo=2026-03-31',
    { due: 'range', dueFrom: '2026-03-01', dueTo: '2026-03-31' },
    { dueFrom: '2026-02-28T16:00:00.000Z', dueTo: '2026-03-31T16:00:00.000Z' },
  ],
  [
    'due=range&dueTo=2026-12-31',
    { due: 'range', dueTo: '2026-12-31' },
    { dueTo: '2026-12-31T16:00:00.000Z' },
  ],
]

it.each(FILTERS)(
  'a filter is the same in the address, on the screen and in a kept search: "%s"',
  (address, part, query) => {
    const filter = { ...NO_FILTER, ...part }
    expect(readListFilter(new URLSearchParams(address))).toEqual(filter)
    const written = new URLSearchParams()
    writeListFilter(filter, written)
    expect(decodeURIComponent(written.toString())).toBe(address)
    expect(toApiQuery(filter, ZONE)).toEqual(query)
    expect(fromApiQuery(query, ZONE)).toEqual(filter)
  },
)

it('days are those of the county, also where its clocks change', () => {
  const filter: ListFilter = { ...NO_FILTER, due: 'range', dueFrom: '2026-03-08', dueTo: '2026-03-08' }
  const query = toApiQuery(filter, 'America/New_York')
  expect(query).toEqual({ dueFrom: '2026-03-08T05:00:00.000Z', dueTo: '2026-03-09T04:00:00.000Z' })
  expect(fromApiQuery(query, 'America/New_York')).toEqual(filter)
})

it.each([
  ['overdue=1', 'overdue'],
  ['due=never', ''],
  ['due=today&dueFrom=2026-03-01', 'today'],
])('a link that is old or mistyped is read as far as it makes sense: "%s"', (address, due) => {
  expect(readListFilter(new URLSearchParams(address))).toEqual({ ...NO_FILTER, due })
})

it.each(['2026-02-30', '1969-12-31', '2026-3-1', 'x'])('"%s" is no day', (day) => {
  const filter = readListFilter(new URLSearchParams({ due: 'range', dueFrom: day }))
  expect(filter.dueFrom).toBe('')
})

it('a first day after the last takes the last with it, and the other way round', () => {
  const filter: ListFilter = { ...NO_FILTER, due: 'range', dueFrom: '2026-03-10', dueTo: '2026-03-20' }
  expect(withDay(filter, 'dueFrom', '2026-03-25')).toEqual({ dueFrom: '2026-03-25', dueTo: '2026-03-25' })
  expect(withDay(filter, 'dueTo', '2026-03-05')).toEqual({ dueFrom: '2026-03-05', dueTo: '2026-03-05' })
  expect(withDay(filter, 'dueTo', '2026-03-15')).toEqual({ dueTo: '2026-03-15' })
  expect(withDay(filter, 'dueFrom', '')).toEqual({ dueFrom: '' })
})
