import { clampRange, dayMs, widthOf, type TimeRange } from './range.ts'

/** The closest look: half a day across the whole bar. */
export const closestViewMs = dayMs / 2

export const xOf = (at: number, view: TimeRange, widthPx: number): number =>
  ((at - view.from) / widthOf(view)) * widthPx

export const timeAt = (x: number, view: TimeRange, widthPx: number): number =>
  view.from + (x / Math.max(widthPx, 1)) * widthOf(view)

/** Scales the view by `factor` (below 1: closer), keeping the instant `at` under the same pixel. */
export function zoomView(view: TimeRange, factor: number, at: number, span: TimeRange): TimeRange {
  const width = Math.min(
    widthOf(span),
    Math.max(Math.min(closestViewMs, widthOf(span)), widthOf(view) * factor),
  )
  const share = (at - view.from) / widthOf(view)
  const from = at - share * width
  return clampRange({ from, to: from + width }, span)
}

/** A view in which the window takes the middle fifth: wide enough to see what came before. */
export function focusView(window: TimeRange, span: TimeRange): TimeRange {
  const width = Math.min(widthOf(span), Math.max(closestViewMs, widthOf(window) * 5))
  const middle = (window.from + window.to) / 2
  return clampRange({ from: middle - width / 2, to: middle + width / 2 }, span)
}

/** Pans the view just far enough that the window's moving end stays in it, with a tenth to spare. */
export function followView(view: TimeRange, at: number, span: TimeRange): TimeRange {
  const spare = widthOf(view) / 10
  if (at > view.to - spare) {
    return clampRange({ from: at + spare - widthOf(view), to: at + spare }, span)
  }
  if (at < view.from + spare) {
    return clampRange({ from: at - spare, to: at - spare + widthOf(view) }, span)
  }
  return view
}
