import { clampRange, dayMs, widthOf, type TimeRange } from './range.ts'

export const presetKeys = ['day', 'week', 'month', 'quarter', 'year', 'all'] as const
export type PresetKey = (typeof presetKeys)[number]

const presetMs: Record<Exclude<PresetKey, 'all'>, number> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  quarter: 90 * dayMs,
  year: 365 * dayMs,
}

/** The last day, week, 30 days … up to the span's end; `all` is the span itself. */
export function presetWindow(key: PresetKey, span: TimeRange): TimeRange {
  if (key === 'all') return { ...span }
  return clampRange({ from: span.to - presetMs[key], to: span.to }, span)
}

/** The preset the window is an instance of, wherever it stands; null for any other width. */
export function presetOf(window: TimeRange, span: TimeRange): PresetKey | null {
  const near = (ms: number) => Math.abs(widthOf(window) - ms) <= 60_000
  if (near(widthOf(span))) return 'all'
  return presetKeys.find((key) => key !== 'all' && near(presetMs[key])) ?? null
}
