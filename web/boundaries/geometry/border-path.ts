import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import type { BorderIndex } from './border-index.ts'

/**
 * The shortest way along existing borders from one vertex to another, without the first and with the last; null when there
 * is none (Dijkstra, 1959). Lengths are in degrees shortened to the latitude, which is enough to compare them.
 */
export function borderPath(index: BorderIndex, from: Place, to: Place): Place[] | null {
  const east = Math.cos(((from[1] / 1e7) * Math.PI) / 180)
  const known = new Map<string, { place: Place; length: number; before: string | null }>()
  const open = new Set<string>([from.join()])
  known.set(from.join(), { place: from, length: 0, before: null })
  const target = to.join()
  while (open.size > 0) {
    let nearest = ''
    let least = Infinity
    for (const key of open) {
      const { length } = known.get(key)!
      if (length < least) [nearest, least] = [key, length]
    }
    open.delete(nearest)
    if (nearest === target) break
    const { place } = known.get(nearest)!
    for (const next of index.neighbours(place)) {
      const length = least + Math.hypot((next[0] - place[0]) * east, next[1] - place[1])
      const key = next.join()
      if (length >= (known.get(key)?.length ?? Infinity)) continue
      known.set(key, { place: next, length, before: nearest })
      open.add(key)
    }
  }
  const path: Place[] = []
  let step = known.get(target)
  if (!step) return null
  for (; step && step.before !== null; step = known.get(step.before)) path.unshift(step.place)
  return path
}
