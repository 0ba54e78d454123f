/** A stretch of time, epoch milliseconds, `from` included and `to` not. */
export interface TimeRange {
  from: number
  to: number
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** No window gets shorter than this: below it a county's incidents are single events. */
export const shortestWindowMs = hourMs

export const widthOf = (range: TimeRange): number => range.to - range.from

/** Pushes a range back into the span, keeping its width where the span allows. */
export function clampRange(range: TimeRange, span: TimeRange): TimeRange {
  const width = Math.min(widthOf(range), widthOf(span))
  const from = Math.min(Math.max(range.from, span.from), span.to - width)
  return { from, to: Math.min(from + width, span.to) }
}

export function moveRange(range: TimeRange, byMs: number, span: TimeRange): TimeRange {
  return clampRange({ from: range.from + byMs, to: range.to + byMs }, span)
}

export function centreRange(range: TimeRange, at: number, span: TimeRange): TimeRange {
  const half = widthOf(range) / 2
  return clampRange({ from: at - half, to: at + half }, span)
}

/** Moves one edge; the other stays where it is and is never overtaken. */
export function resizeRange(
  range: TimeRange,
  edge: 'from' | 'to',
  at: number,
  span: TimeRange,
  shortestMs = shortestWindowMs,
): TimeRange {
  const shortest = Math.min(shortestMs, widthOf(span))
  if (edge === 'from') {
    const to = Math.max(range.to, span.from + shortest)
    return { from: Math.max(span.from, Math.min(at, to - shortest)), to }
  }
  const from = Math.min(range.from, span.to - shortest)
  return { from, to: Math.min(span.to, Math.max(at, from + shortest)) }
}

/** The range between two instants in either order, within the span and not shorter than allowed. */
export function rangeBetween(
  a: number,
  b: number,
  span: TimeRange,
  shortestMs = shortestWindowMs,
): TimeRange {
  const inside = (at: number) => Math.min(Math.max(at, span.from), span.to)
  const from = Math.min(inside(a), inside(b))
  const to = Math.max(inside(a), inside(b), from + shortestMs)
  return clampRange({ from, to }, span)
}
