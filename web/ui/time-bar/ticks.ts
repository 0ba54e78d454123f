import { dayMs, hourMs, widthOf, type TimeRange } from './range.ts'
import { instantOf, localTime } from './zone.ts'

/** What a tick is the start of; its label says no more than that. */
export type TickKind = 'year' | 'month' | 'day' | 'hour'

export interface Tick {
  at: number
  kind: TickKind
}

type Step = { unit: TickKind | 'week'; count: number; aboutMs: number }

const steps: readonly Step[] = [
  { unit: 'hour', count: 1, aboutMs: hourMs },
  { unit: 'hour', count: 3, aboutMs: 3 * hourMs },
  { unit: 'hour', count: 6, aboutMs: 6 * hourMs },
  { unit: 'hour', count: 12, aboutMs: 12 * hourMs },
  { unit: 'day', count: 1, aboutMs: dayMs },
  { unit: 'week', count: 1, aboutMs: 7 * dayMs },
  { unit: 'week', count: 2, aboutMs: 14 * dayMs },
  { unit: 'month', count: 1, aboutMs: 28 * dayMs },
  { unit: 'month', count: 3, aboutMs: 90 * dayMs },
  { unit: 'month', count: 6, aboutMs: 181 * dayMs },
  { unit: 'year', count: 1, aboutMs: 365 * dayMs },
  { unit: 'year', count: 2, aboutMs: 730 * dayMs },
  { unit: 'year', count: 5, aboutMs: 1825 * dayMs },
  { unit: 'year', count: 10, aboutMs: 3650 * dayMs },
]

function stepFor(view: TimeRange, widthPx: number, gapPx: number): Step {
  const msPerPx = widthOf(view) / Math.max(widthPx, 1)
  return steps.find((step) => step.aboutMs / msPerPx >= gapPx) ?? (steps.at(-1) as Step)
}

function* starts(step: Step, view: TimeRange, timeZone: string): Generator<number> {
  const first = localTime(view.from, timeZone)
  const midnight = { ...first, hour: 0, minute: 0, second: 0 }
  for (let index = 0; ; index += 1) {
    const by = index * step.count
    if (step.unit === 'hour') {
      yield instantOf({ ...midnight, hour: by }, timeZone)
    } else if (step.unit === 'day') {
      yield instantOf({ ...midnight, day: first.day + by }, timeZone)
    } else if (step.unit === 'week') {
      // Weeks are counted from a Monday far back, so that ticks stay put while the view moves.
      const days = Math.floor(Date.UTC(first.year, first.month - 1, first.day) / dayMs)
      const sinceMonday = (days + 3) % (7 * step.count)
      yield instantOf({ ...midnight, day: first.day - sinceMonday + by * 7 }, timeZone)
    } else if (step.unit === 'month') {
      const month = Math.floor((first.month - 1) / step.count) * step.count + 1
      yield instantOf({ ...midnight, month: month + by, day: 1 }, timeZone)
    } else {
      const year = Math.floor(first.year / step.count) * step.count
      yield instantOf({ ...midnight, year: year + by, month: 1, day: 1 }, timeZone)
    }
  }
}

function kindOf(at: number, timeZone: string): TickKind {
  const local = localTime(at, timeZone)
  if (local.hour !== 0) return 'hour'
  if (local.day !== 1) return 'day'
  return local.month === 1 ? 'year' : 'month'
}

/**
 * Ticks at calendar starts (hours, days, Mondays, months, years) of the time zone that lie in the
 * view, at least `gapPx` apart.
 */
export function axisTicks(view: TimeRange, widthPx: number, timeZone: string, gapPx = 64): Tick[] {
  if (!(widthOf(view) > 0) || widthPx <= 0) return []
  const step = stepFor(view, widthPx, gapPx)
  const ticks: Tick[] = []
  for (const at of starts(step, view, timeZone)) {
    if (at >= view.to) break
    if (at >= view.from && at !== ticks.at(-1)?.at) ticks.push({ at, kind: kindOf(at, timeZone) })
  }
  // A month or year among hours and days is named by its day: "1 Nov", not "Nov".
  const fine = step.unit === 'hour' || step.unit === 'day' || step.unit === 'week'
  return fine ? ticks.map((tick) => (tick.kind === 'hour' ? tick : { ...tick, kind: 'day' })) : ticks
}
