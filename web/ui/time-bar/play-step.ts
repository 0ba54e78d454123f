import { clampRange, shortestWindowMs, widthOf, type TimeRange } from './range.ts'

/** Speeds as milliseconds of data per second of watching. */
export const playSpeeds = [3_600_000, 21_600_000, 86_400_000, 604_800_000] as const

/** A tab that slept must not jump: at most this much real time counts for one frame. */
const longestFrameMs = 250

export interface PlayStep {
  window: TimeRange
  ended: boolean
}

/**
 * Where the window stands after `elapsedMs` of real time. Cumulative: only the end moves and the
 * start is the anchor. Otherwise the whole window moves. It stops with its end on the span's end.
 */
export function playStep(
  window: TimeRange,
  elapsedMs: number,
  speed: number,
  span: TimeRange,
  cumulative: boolean,
): PlayStep {
  const by = (Math.min(Math.max(elapsedMs, 0), longestFrameMs) / 1000) * speed
  const to = Math.min(span.to, window.to + by)
  const from = cumulative ? window.from : to - widthOf(window)
  return { window: { from: Math.max(from, span.from), to }, ended: to >= span.to }
}

/**
 * Where playing starts. A window that already stands at the end goes back to the beginning: of its
 * own stretch when cumulative, of the whole span when it moves.
 */
export function playStart(window: TimeRange, span: TimeRange, cumulative: boolean): TimeRange {
  if (window.to < span.to) return window
  const width = cumulative ? Math.min(shortestWindowMs, widthOf(window)) : widthOf(window)
  const from = cumulative ? window.from : span.from
  return clampRange({ from, to: from + width }, span)
}

/** A window as wide as (nearly) everything has nowhere to go: it can only be played as it fills. */
export const mustAccumulate = (window: TimeRange, span: TimeRange): boolean =>
  widthOf(window) > widthOf(span) * 0.9
