import { betaQuantile, betaVariance, type Beta } from './beta.ts'
import type { Counts } from './counts.ts'

/** What is taken to be so before anything is counted: the share of all, and as how many imagined cases it counts. */
export type Prior = { mean: number; strength: number }

/** Where siblings differ no more than chance makes them, as many cases of the county are added as this, and no more. */
export const MOST_STRENGTH = 500
/** Where they differ as much as they can, one. */
const LEAST_STRENGTH = 1
/** Where nothing can be known of how they differ: there is only one, or all have the same. */
export const UNKNOWN_STRENGTH = 20

/**
 * The prior of siblings by the method of moments for the beta-binomial (Kleinman 1973, JASA 68, 46-54, weighed by their sizes):
 * the more the siblings differ beyond chance, the less each is drawn to all. Null where nothing was counted of any.
 */
export function priorOf(siblings: readonly Counts[]): Prior | null {
  const known = siblings.filter(({ denominator }) => denominator > 0)
  let [hits, size, squares] = [0, 0, 0]
  for (const { numerator, denominator } of known) {
    hits += numerator
    size += denominator
    squares += denominator ** 2
  }
  if (size === 0) return null
  const mean = hits / size
  const spread = mean * (1 - mean)
  const freedom = known.length - 1
  // What of the spread would be within siblings, if all cases of one were alike.
  const alike = size - squares / size - freedom
  if (freedom < 1 || spread === 0 || alike <= 0) return { mean, strength: UNKNOWN_STRENGTH }
  let between = 0
  for (const { numerator, denominator } of known)
    between += denominator * (numerator / denominator - mean) ** 2
  // How alike two cases of one sibling are: 0 by chance alone, 1 where each sibling is all or nothing.
  const correlation = (between / spread - freedom) / alike
  if (correlation <= 0) return { mean, strength: MOST_STRENGTH }
  return { mean, strength: clamp(1 / correlation - 1, LEAST_STRENGTH, MOST_STRENGTH) }
}

/** A share after shrinkage: what is expected of it, in which interval it lies with 90 %, and how unsure it is. */
export type Shrunk = { share: number; low: number; high: number; variance: number }

const TAIL = 0.05
/** Half a case: where none, or all, of the county's were hits, an interval would else have no width at all. */
const HALF_A_CASE = 0.5

/** Draws the share of some cases towards the prior: the mean of Beta(prior + hits, prior + misses). */
export function shrink({ numerator, denominator }: Counts, { mean, strength }: Prior): Shrunk {
  const share = (numerator + mean * strength) / (denominator + strength)
  const posterior: Beta = {
    a: Math.max(HALF_A_CASE, numerator + mean * strength),
    b: Math.max(HALF_A_CASE, denominator - numerator + (1 - mean) * strength),
  }
  return {
    share,
    low: Math.min(share, betaQuantile(posterior, TAIL)),
    high: Math.max(share, betaQuantile(posterior, 1 - TAIL)),
    variance: betaVariance(posterior),
  }
}

/** Of the whole, which nothing is drawn to: the same interval with half a case of either kind added (Jeffreys). */
export function intervalOf({ numerator, denominator }: Counts): { low: number; high: number } | null {
  if (denominator === 0) return null
  const share = numerator / denominator
  const posterior = { a: numerator + HALF_A_CASE, b: denominator - numerator + HALF_A_CASE }
  return {
    low: Math.min(share, betaQuantile(posterior, TAIL)),
    high: Math.max(share, betaQuantile(posterior, 1 - TAIL)),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
