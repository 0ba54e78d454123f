import { INDICATOR_NAMES } from '../../../../server/domain/evaluation/indicators.ts'
import type { Scheme } from '../../../../server/contract.ts'

export type Weights = Scheme['weights']

/** All points of a scheme. */
export const FULL_WEIGHT = 100

/** What the weights add up to; null where one of them is no whole number from 0 to 100. */
export function weightSum(weights: Weights): number | null {
  let sum = 0
  for (const name of INDICATOR_NAMES) {
    const weight = weights[name]
    if (!Number.isInteger(weight) || weight < 0 || weight > FULL_WEIGHT) return null
    sum += weight
  }
  return sum
}

export function sameWeights(a: Weights, b: Weights): boolean {
  return INDICATOR_NAMES.every((name) => a[name] === b[name])
}
