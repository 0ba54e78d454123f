import { CONTEXT_NAMES, INDICATOR_NAMES, type ContextName, type IndicatorName } from './indicators.ts'

/** A part of a whole: how many, of how many. */
export type Counts = { numerator: number; denominator: number }

/** All that is counted, scored or not. */
export type CountedName = IndicatorName | ContextName
export const COUNTED_NAMES: readonly CountedName[] = [...INDICATOR_NAMES, ...CONTEXT_NAMES]

/** What is counted of one incident, or of many: what is missing is 0 of 0. */
export type CountsByName = Partial<Record<CountedName, Counts>>

/** Sums of many: numerator and denominator of each of COUNTED_NAMES, one after the other. */
export type Tally = Float64Array

export function emptyTally(): Tally {
  return new Float64Array(2 * COUNTED_NAMES.length)
}

/** Adds, or with `sign` -1 takes away. */
export function addCounts(tally: Tally, counts: CountsByName): void {
  for (const [name, { numerator, denominator }] of Object.entries(counts)) {
    const place = 2 * COUNTED_NAMES.indexOf(name as CountedName)
    tally[place]! += numerator
    tally[place + 1]! += denominator
  }
}

export function countsIn(tally: Tally, name: CountedName): Counts {
  const place = 2 * COUNTED_NAMES.indexOf(name)
  return { numerator: tally[place]!, denominator: tally[place + 1]! }
}
