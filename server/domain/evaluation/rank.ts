import type { Steps } from '../steps.ts'
import { normalDraws } from './draws.ts'

/** A place among all, and the best and worst of its 90 % interval; 1 is the first. Who has the same score has the same place. */
export type Rank = { rank: number; low: number; high: number }

const DRAWS = 400
const SEED = 130_524
const TAIL = 0.05

/**
 * Ranks by score. The interval: four hundred times all scores are drawn from what is known of them (normal, about the score), and
 * ranked; nine tenths of an own ranks lie in it. So three cases make no champion: their score could be many. The same for the same
 * scores. Pauses after each draw.
 */
export function* rankScores(scores: readonly { score: number; variance: number }[]): Steps<Rank[]> {
  const count = scores.length
  const sorted = Float64Array.from(scores, ({ score }) => -score).toSorted()
  const deviations = scores.map(({ variance }) => Math.sqrt(variance))
  const draw = normalDraws(SEED)
  const drawn = new Float64Array(count)
  // Of each one all its ranks together, to be put in order in the end.
  const ranks = new Uint32Array(count * DRAWS)
  for (let time = 0; time < DRAWS; time += 1) {
    for (let i = 0; i < count; i += 1) drawn[i] = -(scores[i]!.score + deviations[i]! * draw())
    const order = drawn.toSorted()
    for (let i = 0; i < count; i += 1) ranks[i * DRAWS + time] = 1 + before(order, drawn[i]!)
    yield
  }
  const result: Rank[] = []
  for (let i = 0; i < count; i += 1) {
    const own = ranks.subarray(i * DRAWS, (i + 1) * DRAWS).sort()
    const rank = 1 + before(sorted, -scores[i]!.score)
    result.push({
      rank,
      low: Math.min(rank, own[Math.floor(DRAWS * TAIL)]!),
      high: Math.max(rank, own[Math.ceil(DRAWS * (1 - TAIL)) - 1]!),
    })
    if (i % 100 === 0) yield
  }
  return result
}

/** How many of a sorted list are less. */
function before(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
