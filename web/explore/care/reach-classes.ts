import type { Reach } from '../../../server/contract.ts'
import type { Class } from '../choropleth.ts'
import { classOf } from '../choropleth.ts'

/** Minutes at which the colours of reach part: the same everywhere, so that areas and hours compare. */
export const REACH_BREAKS: readonly number[] = [5, 10, 20, 40]

/** Open incidents by how soon the nearest on duty is there; `ramp`: from quiet to strong, of which the strong end is taken. */
export function reachClasses(
  items: Reach['items'],
  ramp: readonly string[],
): { classes: Class[]; values: number[]; nobody: number } {
  const values = items.flatMap(({ nearest }) => (nearest ? [nearest.minutes] : []))
  const counts = Array.from({ length: REACH_BREAKS.length + 1 }, () => 0)
  for (const value of values) counts[classOf(value, REACH_BREAKS)]! += 1
  const longest = Math.max(2 * REACH_BREAKS.at(-1)!, ...values)
  const colours = ramp.slice(-counts.length)
  const classes = counts.map((count, i) => ({
    from: i === 0 ? 0 : REACH_BREAKS[i - 1]!,
    to: REACH_BREAKS[i] ?? longest,
    colour: colours[i]!,
    count,
  }))
  return { classes, values, nobody: items.length - values.length }
}
