import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choropleth, classOf, quantileBreaks, scaleOf } from '../../../web/explore/choropleth.ts'
import type { FigureValue } from '../../../web/explore/figures.ts'

const RAMPS = { sequential: ['a', 'b', 'c', 'd', 'e', 'f'], diverging: ['1', '2', '3', '4', '5'] }
const known = (value: number): FigureValue => ({ value, few: false, parts: null })

const figure = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 500 }).map(known) },
  fc.constant<FigureValue>({ value: null, few: false, parts: null }),
  fc.constant<FigureValue>({ value: 0.5, few: true, parts: { numerator: 1, denominator: 2 } }),
)

test('every area is in exactly one class, or without data, or over too few', () => {
  fc.assert(
    fc.property(fc.array(figure, { maxLength: 150 }), (values) => {
      const result = choropleth(
        values.map((value, id) => ({ id, value })),
        'count',
        'sequential',
        RAMPS,
      )
      const classed = result.classes.reduce((sum, { count }) => sum + count, 0)
      expect(classed + result.noData + result.few).toBe(values.length)
      expect(result.fills.size).toBe(values.length)
      expect(result.classes.every(({ count }) => count > 0)).toBe(true)
      const colours = result.classes.map(({ colour }) => colour)
      expect(new Set(colours).size).toBe(colours.length)
      expect(colours.toSorted()).toEqual(colours)
    }),
  )
})

test('breaks rise strictly, lie inside the values and are whole for counts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), (values) => {
      const breaks = quantileBreaks(values, 6, 'count')
      expect(breaks.every((value, i) => i === 0 || value > breaks[i - 1]!)).toBe(true)
      expect(breaks.every(Number.isInteger)).toBe(true)
      expect(breaks.every((value) => value > Math.min(...values) && value <= Math.max(...values))).toBe(true)
    }),
  )
})

test('shares are classed about the target, whatever they are', () => {
  const values = [0.5, 0.75, 0.85, 0.9, 0.96].map((value, id) => ({ id, value: known(value) }))
  const { classes, fills } = choropleth(values, 'share', 'diverging', RAMPS)
  expect([...fills.values()]).toEqual(['1', '2', '3', '4', '5'])
  expect(classes.map(({ from }) => from)).toEqual([0, 0.7, 0.8, 0.9, 0.95])
})

test('one single value makes one class', () => {
  const values = [7, 7, 7].map((value, id) => ({ id, value: known(value) }))
  const { classes } = choropleth(values, 'count', 'sequential', RAMPS)
  expect(classes).toEqual([{ from: 7, to: 7, colour: 'd', count: 3 }])
})

test('a value on a break belongs to the class above it', () => {
  expect([0, 9.99, 10, 19, 20].map((value) => classOf(value, [10, 20]))).toEqual([0, 0, 1, 1, 2])
})

test('areas that all have nothing are as light as it gets', () => {
  const entries = [1, 2, 3].map((id) => ({ id, value: known(0) }))
  expect([...choropleth(entries, 'count', 'sequential', RAMPS).fills.values()]).toEqual(['a', 'a', 'a'])
})

test('parts what only a few areas have from all that have none', () => {
  const values = [...Array.from({ length: 97 }, () => 0), 1, 1, 2]
  expect(quantileBreaks(values, 6, 'count')).toEqual([1])
})

test('days since a visit part at a week, wherever most grids were seen today', () => {
  const days = [...Array<number>(519).fill(0), 1, 2, 5, 6, 7, 9, 29]
  const entries = days.map((value, id) => ({ id, value: known(value) }))
  const { classes, fills } = choropleth(entries, 'count', scaleOf('sinceVisit'), RAMPS)
  expect(classes.map(({ from, count }) => [from, count])).toEqual([
    [0, 519],
    [1, 2],
    [3, 2],
    [7, 2],
    [14, 1],
  ])
  expect(fills.get(524)).not.toBe(fills.get(522))
  expect(choropleth(entries.slice(0, 9), 'count', 'days', RAMPS).classes.map(({ colour }) => colour)).toEqual(
    classes.map(({ colour }) => colour),
  )
})
