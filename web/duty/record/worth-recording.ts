import { metresBetween } from '../../../server/domain/duty/metres-between.ts'

/** A position is recorded after this long, or this far from the last one. */
const AFTER_MS = 10_000
const AFTER_METRES = 15

/** Devices tell several times a second on the move: not more than one of a second. */
const LEAST_MS = 1000

type Spot = { lon: number; lat: number; at: number }

/** Whether a position (`at` in milliseconds) adds something to the last one that was recorded. */
export function worthRecording(last: Spot | null, now: Spot): boolean {
  if (last === null) return true
  const passed = now.at - last.at
  if (passed < LEAST_MS) return false
  return passed >= AFTER_MS || metresBetween(last, now) >= AFTER_METRES
}
