import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsPath, columnCount, columnsOf } from '../../../../web/ui/time-bar/histogram-path.ts'

const extent = { from: 0, to: 1_000_000 }

test('columns over the whole extent hold every count exactly once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(500), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 400 }),
      (counts, columns) => {
        const sums = columnsOf({ counts, extent }, extent, columns)
        const total = counts.reduce((sum, count) => sum + count, 0)
        expect(sums.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 5)
      },
    ),
  )
})

test('the columns of two halves together are the columns of the whole', () => {
  const counts = [4, 0, 8, 2, 6, 1]
  const middle = 430_000
  const left = columnsOf({ counts, extent }, { from: 0, to: middle }, 7)
  const right = columnsOf({ counts, extent }, { from: middle, to: 1_000_000 }, 5)
  const sum = [...left, ...right].reduce((total, value) => total + value, 0)
  expect(sum).toBeCloseTo(21, 6)
})

test('there are no more columns than bins, and none under three pixels', () => {
  const counts = new Uint32Array(730)
  expect(columnCount({ counts, extent }, extent, 3000)).toBe(730)
  expect(columnCount({ counts, extent }, extent, 600)).toBe(200)
  expect(columnCount({ counts, extent }, { from: 0, to: 10_000 }, 600)).toBe(8)
})

test('the tallest bar has the full height, an empty one draws nothing', () => {
  expect(barsPath(Float64Array.of(2, 0, 4), 30, 40)).toBe(
    'M0.00 40v-20.00h9.00v20.00zM20.00 40v-40.00h9.00v40.00z',
  )
  expect(barsPath(Float64Array.of(0, 0), 30, 40)).toBe('')
})
