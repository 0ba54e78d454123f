import { metresBetween, type Place } from './metres-between.ts'

/** More stops than this are no short walk any more. */
export const MOST_STOPS = 12

/** A place that was not visited for long; the weight says how much that matters. */
export type Gap = Place & { weight: number }

export type Walk<Stop extends Gap> = {
  stops: Stop[]
  /** Along straight lines, from the start (where there is one) through all stops. */
  metres: number
}

/**
 * A short walk through the gaps that matter most: at most twelve of them by weight, each once, in an order that begins with the
 * nearest to `start` (null: with the heaviest), goes on to the nearest of the rest, and is then untangled by turning round
 * stretches while that makes it shorter (2-opt). Straight lines, since nobody knows the paths of a village. It does not come back.
 */
export function walkThrough<Stop extends Gap>(gaps: readonly Stop[], start: Place | null): Walk<Stop> {
  const byWeight = gaps.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_STOPS)
  const stops = untangled(nearestFirst(byWeight, start), start)
  return { stops, metres: lengthOf(stops, start) }
}

/** Metres along straight lines through places in their order. */
export function lengthOf(stops: readonly Place[], start: Place | null): number {
  const path = start === null ? stops : [start, ...stops]
  return path.slice(1).reduce((sum, place, i) => sum + metresBetween(path[i]!, place), 0)
}

function nearestFirst<Stop extends Gap>(byWeight: readonly Stop[], start: Place | null): Stop[] {
  const rest = [...byWeight]
  const path: Stop[] = []
  let here: Place | null = start
  while (rest.length > 0) {
    let next = 0
    if (here !== null) {
      for (let i = 1; i < rest.length; i += 1)
        if (metresBetween(here, rest[i]!) < metresBetween(here, rest[next]!)) next = i
    }
    const [stop] = rest.splice(next, 1)
    path.push(stop!)
    here = stop!
  }
  return path
}

/** Turns round stretches as long as one of them makes the walk shorter by a metre: each turn saves one, so it ends. */
function untangled<Stop extends Gap>(path: Stop[], start: Place | null): Stop[] {
  let best = path
  for (let improved = true; improved;) {
    improved = false
    for (let i = 0; i < best.length - 1; i += 1) {
      for (let j = i + 1; j < best.length; j += 1) {
        const turned = [...best.slice(0, i), ...best.slice(i, j + 1).toReversed(), ...best.slice(j + 1)]
        if (lengthOf(turned, start) < lengthOf(best, start) - 1) {
          best = turned
          improved = true
        }
      }
    }
  }
  return best
}
