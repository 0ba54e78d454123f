import type { Random } from '../random.ts'
import type { FieldLattice } from './field-lattice.ts'

const ROUNDS = 7

/**
 * Cells to start from, spread so that each is in the middle of about the same weight (Lloyd's iteration with a
 * density). `density` says how much a cell weighs: where it is high, seeds stand close.
 */
export function spreadSeeds(
  lattice: FieldLattice,
  cells: readonly number[],
  count: number,
  density: (cell: number) => number,
  random: Random,
): number[] {
  const weights = cells.map(density)
  let seeds = firstSeeds(cells, weights, count, random)
  const centres = cells.map((cell) => lattice.centre(cell))
  for (let round = 0; round < ROUNDS; round += 1) {
    const sums = seeds.map(() => ({ weight: 0, x: 0, y: 0 }))
    const places = seeds.map((seed) => lattice.centre(seed))
    for (const [i, [x, y]] of centres.entries()) {
      const sum = sums[nearest(places, x, y)]!
      sum.weight += weights[i]!
      sum.x += x * weights[i]!
      sum.y += y * weights[i]!
    }
    const taken = new Set<number>()
    seeds = sums.map(({ weight, x, y }, i) => {
      const aim = weight > 0 ? ([x / weight, y / weight] as const) : places[i]!
      let best = seeds[i]!
      let least = Infinity
      for (const [c, centre] of centres.entries()) {
        const distance = (centre[0] - aim[0]) ** 2 + (centre[1] - aim[1]) ** 2
        if (distance < least && !taken.has(cells[c]!)) {
          least = distance
          best = cells[c]!
        }
      }
      taken.add(best)
      return best
    })
  }
  return seeds
}

/** Different cells, drawn with their weights. */
function firstSeeds(
  cells: readonly number[],
  weights: readonly number[],
  count: number,
  random: Random,
): number[] {
  const keyed = cells.map((cell, i) => ({ cell, key: random.next() ** (1 / Math.max(weights[i]!, 1e-6)) }))
  return keyed
    .toSorted((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ cell }) => cell)
}

function nearest(places: readonly (readonly [number, number])[], x: number, y: number): number {
  let best = 0
  let least = Infinity
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!
    const distance = (place[0] - x) ** 2 + (place[1] - y) ** 2
    if (distance < least) {
      least = distance
      best = i
    }
  }
  return best
}
