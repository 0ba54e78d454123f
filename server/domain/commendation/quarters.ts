import { quarterOf, type Quarter } from '../quarter.ts'

/** Quarters for which somebody can be nominated: the last ones that are over. */
export const QUARTERS_BACK = 4

/** The last quarters that are over, the latest first. `offsetMs`: local time minus UTC at an instant. */
export function quartersToCommend(nowMs: number, offsetMs: (ms: number) => number): Quarter[] {
  return Array.from({ length: QUARTERS_BACK }, (_, i) => quarterOf(nowMs, offsetMs, -1 - i))
}
