import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mustAccumulate, playSpeeds, playStart, playStep } from '../../../../web/ui/time-bar/play-step.ts'
import { presetKeys, presetOf, presetWindow } from '../../../../web/ui/time-bar/preset.ts'
import { dayMs, rangeBetween, widthOf } from '../../../../web/ui/time-bar/range.ts'

const span = { from: Date.UTC(2024, 10, 24), to: Date.UTC(2026, 10, 24) }
const inside = fc.integer({ min: span.from, max: span.to })
const windows = fc.tuple(inside, inside).map(([a, b]) => rangeBetween(a, b, span))
const speeds = fc.constantFrom(...playSpeeds)
const frames = fc.integer({ min: 0, max: 5000 })

describe('a step of playing', () => {
  test('moves forward, stays in the span, keeps width or anchor', () => {
    fc.assert(
      fc.property(windows, frames, speeds, fc.boolean(), (window, elapsed, speed, cumulative) => {
        const { window: next, ended } = playStep(window, elapsed, speed, span, cumulative)
        expect(next.to).toBeGreaterThanOrEqual(window.to)
        expect(next.to).toBeLessThanOrEqual(span.to)
        expect(ended).toBe(next.to === span.to)
        if (cumulative) expect(next.from).toBe(window.from)
        else expect(widthOf(next)).toBeCloseTo(widthOf(window), 3)
      }),
    )
  })

  test('many short frames come as far as few long ones', () => {
    const start = { from: span.from, to: span.from + dayMs }
    let short = start
    for (let frame = 0; frame < 60; frame += 1) short = playStep(short, 16, 86_400_000, span, false).window
    let long = start
    for (let frame = 0; frame < 6; frame += 1) long = playStep(long, 160, 86_400_000, span, false).window
    expect(short.to).toBeCloseTo(long.to, 0)
    expect(long.to - start.to).toBeCloseTo(0.96 * dayMs, 0)
  })

  test('a tab that slept does not jump', () => {
    const start = { from: span.from, to: span.from + dayMs }
    const { window } = playStep(start, 60_000, 86_400_000, span, false)
    expect(window.to - start.to).toBe(dayMs / 4)
  })

  test('playing always comes to its end', () => {
    fc.assert(
      fc.property(windows, fc.boolean(), (window, cumulative) => {
        let state = { window: playStart(window, span, cumulative), ended: false }
        for (let frame = 0; frame < 600 && !state.ended; frame += 1) {
          state = playStep(state.window, 250, 604_800_000, span, cumulative)
        }
        expect(state.ended).toBe(true)
      }),
    )
  })
})

test('a window at the end starts over, any other goes on from where it is', () => {
  const last = presetWindow('month', span)
  expect(playStart(last, span, false)).toEqual({ from: span.from, to: span.from + 30 * dayMs })
  expect(playStart(last, span, true).from).toBe(last.from)
  const middle = { from: span.from + dayMs, to: span.from + 2 * dayMs }
  expect(playStart(middle, span, false)).toBe(middle)
  expect(mustAccumulate(span, span)).toBe(true)
  expect(mustAccumulate(middle, span)).toBe(false)
})

test('every preset is known again by its width, wherever it stands', () => {
  for (const key of presetKeys) {
    const window = presetWindow(key, span)
    expect(window.to).toBe(span.to)
    expect(presetOf(window, span)).toBe(key)
  }
  expect(presetOf({ from: span.from, to: span.from + 3 * dayMs }, span)).toBeNull()
})
