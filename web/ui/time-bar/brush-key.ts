import { dayMs, hourMs, moveRange, resizeRange, widthOf, type TimeRange } from './range.ts'

/** One press of an arrow: an hour while days are in view, else a day. */
export const keyStepMs = (view: TimeRange): number => (widthOf(view) <= 7 * dayMs ? hourMs : dayMs)

/**
 * The window after a key on one of its parts, or null when the key means nothing here. On the body
 * arrows move and Shift + arrows resize the end; on a handle arrows move that edge.
 */
export function keyBrush(
  part: 'from' | 'to' | 'body',
  key: string,
  shift: boolean,
  window: TimeRange,
  view: TimeRange,
  span: TimeRange,
): TimeRange | null {
  const step = keyStepMs(view)
  const by: Record<string, number> = {
    ArrowLeft: -step,
    ArrowDown: -step,
    ArrowRight: step,
    ArrowUp: step,
    PageDown: -7 * step,
    PageUp: 7 * step,
    Home: -Infinity,
    End: Infinity,
  }
  const change = by[key]
  if (change === undefined) return null
  if (part === 'body' && !shift) {
    const room = Math.min(Math.max(change, span.from - window.from), span.to - window.to)
    return moveRange(window, room, span)
  }
  const edge = part === 'body' ? 'to' : part
  return resizeRange(window, edge, window[edge] + change, span)
}
