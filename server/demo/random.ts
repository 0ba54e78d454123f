import { mulberry32 } from '../domain/mulberry32.ts'

/** A source of repeatable chance: the same seed gives the same numbers on every machine. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number
  /** One of the items; throws when there are none. */
  pick<T>(items: readonly T[]): T
  /** From the standard normal distribution: mean 0, deviation 1. */
  normal(): number
  /** The same items in another order, as a new array. */
  shuffle<T>(items: readonly T[]): T[]
}

/** What 32 bits of state can do is good enough for a demonstration. */
export function createRandom(seed: number): Random {
  const next = mulberry32(seed)
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer,
    pick(items) {
      if (items.length === 0) throw new Error('There is nothing to pick from.')
      return items[integer(0, items.length - 1)] as (typeof items)[number]
    },
    // Box and Muller's method.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle(items) {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i -= 1) {
        const j = integer(0, i)
        const kept = shuffled[i] as (typeof items)[number]
        shuffled[i] = shuffled[j] as (typeof items)[number]
        shuffled[j] = kept
      }
      return shuffled
    },
  }
}
