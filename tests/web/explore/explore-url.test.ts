import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LEVELS } from '../../../server/domain/level.ts'
import {
  DEFAULT_VIEW,
  LAYERS,
  readView,
  STATE_FILTERS,
  windowFor,
  writeView,
} from '../../../web/explore/explore-url.ts'
import { FIGURES } from '../../../web/explore/figures.ts'

const rounded = (min: number, max: number, digits: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => Number(value.toFixed(digits)) + 0)

const camera = fc.record({
  lon: rounded(-180, 180, 5),
  lat: rounded(-85, 85, 5),
  zoom: rounded(0, 24, 2),
  bearing: rounded(-180, 180, 1),
  pitch: rounded(0, 85, 1),
})

const view = fc.record({
  area: fc.option(fc.stringMatching(/^[0-9A-Za-z &=+#一-龥]{1,15}$/)),
  window: fc.oneof(
    fc.record({ live: fc.constant(true as const), days: fc.integer({ min: 1, max: 7300 }) }),
    fc
      .tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }))
      .map(([from, length]) => ({ live: false as const, from, to: from + length })),
  ),
  level: fc.option(fc.constantFrom(...LEVELS)),
  figure: fc.constantFrom(...FIGURES),
  layers: fc.subarray([...LAYERS]),
  categories: fc.uniqueArray(fc.stringMatching(/^[0-9]{2}$/), { maxLength: 4 }),
  states: fc.constantFrom(...STATE_FILTERS),
  cumulative: fc.boolean(),
  camera: fc.option(camera),
  incident: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
  release: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
  unseen: fc.boolean(),
  replay: fc.option(
    fc.record({
      day: fc
        .integer({ min: 0, max: 40_000 })
        .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10)),
      slot: fc.integer({ min: 0, max: 95 }),
    }),
  ),
})

test('a view that is written to the address is read back the same', () => {
  fc.assert(
    fc.property(view, (given) => {
      expect(readView(writeView(given))).toEqual(given)
    }),
  )
})

test('the default view needs no query, and parameters of others stay', () => {
  expect(writeView(DEFAULT_VIEW)).toBe('')
  expect(writeView(DEFAULT_VIEW, '?lang=en&area=1')).toBe('lang=en')
})

test('a county whose last incident was long ago is shown as it was then, unless a link says when', () => {
  const [now, last] = [Date.UTC(2026, 10, 24), Date.UTC(2010, 0, 31)]
  const then = { live: false, from: last + 1000 - 30 * 86_400_000, to: last + 1000 }
  expect(windowFor('?lang=en', last, now)).toEqual(then)
  expect(windowFor('?days=7', last, now)).toEqual({ live: true, days: 7 })
  expect(windowFor('', now - 1000, now)).toEqual({ live: true, days: 30 })
  expect(windowFor('', null, now)).toEqual({ live: true, days: 30 })
})

test('any text gives a view', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (text) => {
      expect(writeView(readView(text))).toBeTypeOf('string')
    }),
  )
})

test.each([
  ['from=2026-02-01&to=2026-01-01', DEFAULT_VIEW],
  ['layers=points,rockets,areas', DEFAULT_VIEW],
  ['camera=99/0/0', DEFAULT_VIEW],
  ['incident=-4', DEFAULT_VIEW],
  ['days=-1', DEFAULT_VIEW],
  ['replay=2026-02-31,4', DEFAULT_VIEW],
  ['replay=2026-02-01,96', DEFAULT_VIEW],
])('%s makes no sense and falls back', (query, expected) => {
  expect(readView(query)).toEqual(expected)
})
