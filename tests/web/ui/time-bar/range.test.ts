import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  centreRange,
  clampRange,
  moveRange,
  rangeBetween,
  resizeRange,
  shortestWindowMs,
  widthOf,
  type TimeRange,
} from '../../../../web/ui/time-bar/range.ts'

const span: TimeRange = { from: Date.UTC(2024, 10, 24), to: Date.UTC(2026, 10, 24, 2, 30) }
const instant = fc.integer({ min: span.from - 1e9, max: span.to + 1e9 })
const inside = fc.integer({ min: span.from, max: span.to })
const windows = fc.tuple(inside, inside).map(([a, b]) => rangeBetween(a, b, span))

const liesIn = (range: TimeRange) => range.from >= span.from && range.to <= span.to

test('a range pushed back lies in the span and keeps its width', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: widthOf(span) }), (from, width) => {
      const range = clampRange({ from, to: from + width }, span)
      expect(liesIn(range)).toBe(true)
      expect(widthOf(range)).toBe(width)
    }),
  )
})

test('a range wider than the span becomes the span', () => {
  expect(clampRange({ from: span.from - 5, to: span.to + 5e9 }, span)).toEqual(span)
})

test('moving there and back inside the span changes nothing', () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: -1e10, max: 1e10 }), (window, by) => {
      const moved = moveRange(window, by, span)
      expect(widthOf(moved)).toBeCloseTo(widthOf(window), 3)
      expect(liesIn(moved)).toBe(true)
      if (moved.from === window.from + by) expect(moveRange(moved, -by, span)).toEqual(window)
    }),
  )
})

test('centring keeps the width and brings the instant inside', () => {
  fc.assert(
    fc.property(windows, inside, (window, at) => {
      const centred = centreRange(window, at, span)
      expect(widthOf(centred)).toBeCloseTo(widthOf(window), 3)
      expect(centred.from <= at && at <= centred.to).toBe(true)
    }),
  )
})

test('resizing moves one edge only and never below the shortest window', () => {
  fc.assert(
    fc.property(windows, fc.constantFrom('from', 'to'), instant, (window, edge, at) => {
      const resized = resizeRange(window, edge, at, span)
      const other = edge === 'from' ? 'to' : 'from'
      expect(resized[other]).toBe(window[other])
      expect(liesIn(resized)).toBe(true)
      expect(widthOf(resized)).toBeGreaterThanOrEqual(shortestWindowMs)
    }),
  )
})

test('a drawn range is the same from either side', () => {
  fc.assert(
    fc.property(inside, inside, (a, b) => {
      const range = rangeBetween(a, b, span)
      expect(range).toEqual(rangeBetween(b, a, span))
      expect(liesIn(range)).toBe(true)
      expect(widthOf(range)).toBeGreaterThanOrEqual(shortestWindowMs)
    }),
  )
})
