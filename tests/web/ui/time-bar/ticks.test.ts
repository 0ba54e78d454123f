import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs } from '../../../../web/ui/time-bar/range.ts'
import { axisTicks } from '../../../../web/ui/time-bar/ticks.ts'
import { instantOf, localTime, snapTo } from '../../../../web/ui/time-bar/zone.ts'

const shanghai = 'Asia/Shanghai'
const zones = fc.constantFrom(shanghai, 'UTC', 'Europe/Berlin', 'America/Chicago', 'Asia/Kathmandu')
const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })

describe('the zone', () => {
  test('midnight in Shanghai is 16:00 UTC of the day before', () => {
    const midnight = { year: 2026, month: 3, day: 1, hour: 0, minute: 0, second: 0 }
    expect(instantOf(midnight, shanghai)).toBe(Date.UTC(2026, 1, 28, 16))
  })

  test('reading an instant and writing it back gives the same wall-clock time', () => {
    fc.assert(
      fc.property(instant, zones, (at, zone) => {
        const local = localTime(at, zone)
        expect(localTime(instantOf(local, zone), zone)).toEqual(local)
      }),
    )
  })

  test('snapping lands on a full hour or midnight not further than half a (25-hour) day', () => {
    fc.assert(
      fc.property(instant, zones, fc.constantFrom('hour' as const, 'day' as const), (at, zone, unit) => {
        const snapped = snapTo(at, unit, zone)
        const local = localTime(snapped, zone)
        expect([local.minute, local.second]).toEqual([0, 0])
        if (unit === 'day') expect(local.hour).toBe(0)
        expect(Math.abs(snapped - at)).toBeLessThanOrEqual(unit === 'day' ? 12.5 * hourMs : hourMs)
      }),
    )
  })
})

describe('axis ticks', () => {
  test('lie in the view, rise, and keep their distance', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: dayMs / 2, max: 900 * dayMs }),
        fc.integer({ min: 100, max: 3000 }),
        zones,
        (from, width, widthPx, zone) => {
          const ticks = axisTicks({ from, to: from + width }, widthPx, zone)
          for (const [index, tick] of ticks.entries()) {
            expect(tick.at >= from && tick.at < from + width).toBe(true)
            const before = ticks[index - 1]
            // A changed clock may bring two ticks an hour nearer than their step.
            const slackPx = (hourMs / width) * widthPx + 1
            if (before) expect(((tick.at - before.at) / width) * widthPx).toBeGreaterThan(64 - slackPx)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('two years on a laptop are ticked by quarters, the new year named as a year', () => {
    const view = { from: Date.UTC(2024, 10, 24), to: Date.UTC(2026, 10, 24) }
    const kinds = axisTicks(view, 640, shanghai).map((tick) => tick.kind)
    expect(kinds).toEqual(['year', 'month', 'month', 'month', 'year', 'month', 'month', 'month'])
  })

  test('weeks begin on Mondays and stay where they are while the view moves', () => {
    const weeks = (from: number) =>
      axisTicks({ from, to: from + 60 * dayMs }, 800, shanghai).map((tick) => tick.at)
    const first = weeks(Date.UTC(2026, 8, 2))
    for (const at of first) expect(new Date(at + 8 * hourMs).getUTCDay()).toBe(1)
    const later = weeks(Date.UTC(2026, 8, 9))
    expect(later.filter((at) => first.includes(at)).length).toBeGreaterThanOrEqual(first.length - 1)
  })
})
