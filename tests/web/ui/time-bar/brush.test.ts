import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followView, focusView, timeAt, xOf, zoomView } from '../../../../web/ui/time-bar/axis-view.ts'
import { brushPartAt, dragBrush, dropBrush } from '../../../../web/ui/time-bar/brush-drag.ts'
import { keyBrush } from '../../../../web/ui/time-bar/brush-key.ts'
import { dayMs, hourMs, rangeBetween, widthOf } from '../../../../web/ui/time-bar/range.ts'
import { localTime } from '../../../../web/ui/time-bar/zone.ts'

const span = { from: Date.UTC(2024, 10, 23, 16), to: Date.UTC(2026, 10, 24, 2, 30) }
const timeZone = 'Asia/Shanghai'
const widthPx = 1000
const frame = { view: span, span, widthPx, timeZone }
const inside = fc.integer({ min: span.from, max: span.to })
const windows = fc.tuple(inside, inside).map(([a, b]) => rangeBetween(a, b, span))
const pixels = fc.integer({ min: -200, max: 1200 })

describe('what a press takes hold of', () => {
  test('a finger can take either handle and the body of a brush of any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 400 }), (fromX, wide) => {
        const toX = fromX + wide
        expect(brushPartAt(fromX - 10, fromX, toX, 22)).toBe('from')
        expect(brushPartAt(toX + 10, fromX, toX, 22)).toBe('to')
        expect(brushPartAt((fromX + toX) / 2, fromX, toX, 22)).toBe('body')
        expect(brushPartAt(fromX - 23, fromX, toX, 22)).toBe('outside')
      }),
    )
  })
})

describe('dragging', () => {
  test('no drag leaves the span or turns the window round', () => {
    const parts = fc.constantFrom('from' as const, 'to' as const, 'body' as const, 'outside' as const)
    fc.assert(
      fc.property(windows, parts, pixels, pixels, (window, part, start, end) => {
        const dropped = dropBrush({ part, x: start, window }, end, frame)
        expect(dropped.from).toBeGreaterThanOrEqual(span.from)
        expect(dropped.to).toBeLessThanOrEqual(span.to)
        expect(widthOf(dropped)).toBeGreaterThan(0)
        if (part === 'body') expect(widthOf(dropped)).toBeCloseTo(widthOf(window), 3)
      }),
    )
  })

  test('edges snap to midnights of the county in a wide view and to hours in a close one', () => {
    const window = { from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 6, 1) }
    const press = { part: 'from' as const, x: xOf(window.from, span, widthPx), window }
    const wide = dragBrush(press, press.x - 33.3, frame)
    expect(localTime(wide.from, timeZone).hour).toBe(0)
    const view = { from: window.from - 2 * dayMs, to: window.from + 2 * dayMs }
    const near = { ...frame, view }
    const nearPress = { ...press, x: xOf(window.from, view, widthPx) }
    const close = dragBrush(nearPress, nearPress.x - 41.3, near)
    expect(localTime(close.from, timeZone).minute).toBe(0)
    expect(localTime(close.from, timeZone).hour).not.toBe(0)
  })

  test('a click outside brings the window there, a drag outside draws a new one', () => {
    const window = { from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 6, 1) }
    const press = { part: 'outside' as const, x: 200, window }
    expect(dragBrush(press, 202, frame)).toBe(window)
    const centred = dropBrush(press, 202, frame)
    expect(widthOf(centred)).toBe(widthOf(window))
    expect(xOf((centred.from + centred.to) / 2, span, widthPx)).toBeCloseTo(202, 5)
    const drawn = dropBrush(press, 260, frame)
    expect(xOf(drawn.from, span, widthPx)).toBeCloseTo(200, -1)
    expect(xOf(drawn.to, span, widthPx)).toBeCloseTo(260, -1)
  })
})

describe('keys', () => {
  const window = { from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 6, 1) }

  test('arrows move, Shift and arrows resize, Home and End go to the ends', () => {
    expect(keyBrush('body', 'ArrowRight', false, window, span, span)).toEqual({
      from: window.from + dayMs,
      to: window.to + dayMs,
    })
    expect(keyBrush('body', 'ArrowRight', true, window, span, span)).toEqual({
      from: window.from,
      to: window.to + dayMs,
    })
    expect(keyBrush('body', 'End', false, window, span, span)?.to).toBe(span.to)
    expect(keyBrush('body', 'Home', false, window, span, span)?.from).toBe(span.from)
    expect(keyBrush('from', 'Home', false, window, span, span)).toEqual({ ...window, from: span.from })
    expect(keyBrush('body', 'x', false, window, span, span)).toBeNull()
  })

  test('in a close view an arrow is an hour', () => {
    const view = { from: window.from, to: window.from + 3 * dayMs }
    expect(keyBrush('to', 'ArrowLeft', false, window, view, span)?.to).toBe(window.to - hourMs)
  })
})

describe('the view', () => {
  test('zooming keeps the instant under the pointer while there is room', () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 999 }),
        (view, factor, x) => {
          const at = timeAt(x, view, widthPx)
          const zoomed = zoomView(view, factor, at, span)
          expect(zoomed.from).toBeGreaterThanOrEqual(span.from)
          expect(zoomed.to).toBeLessThanOrEqual(span.to)
          if (widthOf(view) > dayMs) expect(xOf(at, zoomed, widthPx)).toBeCloseTo(x, 2)
        },
      ),
    )
  })

  test('a focused view holds the window, and following keeps the moving end in sight', () => {
    fc.assert(
      fc.property(windows, inside, (window, at) => {
        const view = focusView(window, span)
        expect(view.from).toBeLessThanOrEqual(window.from + 1e-3)
        expect(view.to).toBeGreaterThanOrEqual(window.to - 1e-3)
        const followed = followView(view, at, span)
        expect(followed.from - 1e-3 <= at && at <= followed.to + 1e-3).toBe(true)
        expect(widthOf(followed)).toBeCloseTo(widthOf(view), 2)
      }),
    )
  })
})
