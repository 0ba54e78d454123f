import { timeAt, xOf } from './axis-view.ts'
import { centreRange, moveRange, rangeBetween, resizeRange, type TimeRange } from './range.ts'
import { snapTo, type SnapUnit } from './zone.ts'

export type BrushPart = 'from' | 'to' | 'body' | 'outside'

/** What is needed to turn pixels into time. */
export interface BrushFrame {
  view: TimeRange
  span: TimeRange
  widthPx: number
  timeZone: string
}

/** A press on the track: where, on what, and the window as it then was. */
export interface BrushPress {
  part: BrushPart
  x: number
  window: TimeRange
}

/**
 * What a press at `x` takes hold of. Handles reach outwards by `reachPx` (22 for a finger, 8 for a
 * mouse) and inwards by a third of the brush at most, so that a narrow brush can still be moved.
 */
export function brushPartAt(x: number, fromX: number, toX: number, reachPx: number): BrushPart {
  const inwards = Math.min(reachPx, (toX - fromX) / 3)
  // A brush of a few pixels keeps a grip in its middle.
  const grip = Math.max(0, 3 - (toX - fromX) / 2)
  if (x >= fromX - reachPx && x < fromX + inwards - grip) return 'from'
  if (x <= toX + reachPx && x > toX - inwards + grip) return 'to'
  return x >= fromX - grip && x <= toX + grip ? 'body' : 'outside'
}

/** Under a mouse's tremble a press is a click. */
export const clickSlackPx = 4

/** Windows end on hours or midnights, whichever a hand can still aim at. */
const snapUnit = (frame: BrushFrame): SnapUnit =>
  (frame.view.to - frame.view.from) / frame.widthPx > 600_000 ? 'day' : 'hour'

function snapped(at: number, frame: BrushFrame): number {
  if (at <= frame.span.from || at >= frame.span.to) return at
  return snapTo(at, snapUnit(frame), frame.timeZone)
}

/** The window while the pointer is at `x`. A press outside that has not moved leaves it alone. */
export function dragBrush(press: BrushPress, x: number, frame: BrushFrame): TimeRange {
  const at = timeAt(x, frame.view, frame.widthPx)
  if (press.part === 'body') {
    const by = timeAt(x, frame.view, frame.widthPx) - timeAt(press.x, frame.view, frame.widthPx)
    const from = snapped(press.window.from + by, frame)
    return moveRange(press.window, from - press.window.from, frame.span)
  }
  if (press.part === 'outside') {
    if (Math.abs(x - press.x) < clickSlackPx) return press.window
    const start = snapped(timeAt(press.x, frame.view, frame.widthPx), frame)
    return rangeBetween(start, snapped(at, frame), frame.span)
  }
  // The hand may have taken the handle beside its line: keep that distance.
  const slip = press.x - xOf(press.window[press.part], frame.view, frame.widthPx)
  const edge = timeAt(x - slip, frame.view, frame.widthPx)
  return resizeRange(press.window, press.part, snapped(edge, frame), frame.span)
}

/** The window when the pointer lets go: a click outside brings the window there. */
export function dropBrush(press: BrushPress, x: number, frame: BrushFrame): TimeRange {
  if (press.part === 'outside' && Math.abs(x - press.x) < clickSlackPx) {
    return centreRange(press.window, timeAt(x, frame.view, frame.widthPx), frame.span)
  }
  return dragBrush(press, x, frame)
}
