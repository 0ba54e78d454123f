import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthOf, MOST_STOPS, walkThrough, type Gap } from '../../../server/domain/duty/walk.ts'

const degree = (from: number) =>
  fc.integer({ min: 0, max: 200 }).map((step) => Number((from + step * 1e-4).toFixed(4)))
const place = fc.record({ lon: degree(114), lat: degree(37) })
const gap = fc.record({ lon: degree(114), lat: degree(37), weight: fc.integer({ min: 0, max: 99 }) })
const gaps = fc.array(gap, { maxLength: 30 })
const start = fc.option(place)

test('a walk goes once to each of the heaviest gaps, and to no other', () => {
  fc.assert(
    fc.property(gaps, start, (all, from) => {
      const { stops } = walkThrough(all, from)
      expect(stops).toHaveLength(Math.min(MOST_STOPS, all.length))
      expect(new Set(stops).size).toBe(stops.length)
      const left = all.filter((one) => !stops.includes(one))
      const lightest = Math.min(Infinity, ...stops.map(({ weight }) => weight))
      expect(left.every(({ weight }) => weight <= lightest)).toBe(true)
    }),
  )
})

test('a walk is no longer than going to the nearest each time, and no turned stretch makes it shorter', () => {
  fc.assert(
    fc.property(gaps, start, (all, from) => {
      const { stops, metres } = walkThrough(all, from)
      expect(metres).toBeCloseTo(lengthOf(stops, from), 6)
      for (let i = 0; i < stops.length - 1; i += 1) {
        for (let j = i + 1; j < stops.length; j += 1) {
          const turned = [...stops.slice(0, i), ...stops.slice(i, j + 1).toReversed(), ...stops.slice(j + 1)]
          expect(lengthOf(turned, from)).toBeGreaterThanOrEqual(metres - 1.001)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('a walk through a row of gaps goes along it, from the end where I am', () => {
  const row: Gap[] = [3, 0, 2, 4, 1].map((step) => ({ lon: 114 + step / 1000, lat: 37, weight: step }))
  const { stops } = walkThrough(row, { lon: 113.999, lat: 37 })
  expect(stops.map(({ lon }) => Math.round((lon - 114) * 1000))).toEqual([0, 1, 2, 3, 4])
})
