import { quarterOf, type Quarter } from '../../../server/domain/quarter.ts'
import { offsetMs } from '../../ui/time-bar/zone.ts'

/** A stretch of time [from, to), milliseconds since 1970. */
export type Stretch = { from: number; to: number }

export type ComparedWindows = {
  now: Stretch
  /** The quarter before. */
  before: Stretch
  /** The same quarter a year ago. */
  yearAgo: Stretch
  /** The names of the quarters compared with. */
  names: { before: string; yearAgo: string }
  /** The quarter still runs: each of the others is looked at up to the same day. */
  running: boolean
}

/**
 * What a quarter's counts are held against. Half a quarter is not compared with a whole one: while it runs, the others end after
 * as many days, or with their quarter.
 */
export function comparedWindows(
  quarter: { from: number; to: number },
  now: number,
  timeZone: string,
): ComparedWindows {
  const running = now < quarter.to
  const passed = Math.max(0, Math.min(now, quarter.to) - quarter.from)
  const moved = (quarters: number): Quarter =>
    quarterOf(quarter.from, (ms) => offsetMs(ms, timeZone), quarters)
  const [before, yearAgo] = [moved(-1), moved(-4)]
  const partOf = ({ from, to }: Quarter): Stretch => ({
    from,
    to: running ? Math.min(to, from + passed) : to,
  })
  return {
    now: { from: quarter.from, to: running ? now : quarter.to },
    before: partOf(before),
    yearAgo: partOf(yearAgo),
    names: { before: before.name, yearAgo: yearAgo.name },
    running,
  }
}
