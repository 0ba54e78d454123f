import { INDICATOR_NAMES, type IndicatorName } from './indicators.ts'

/** How much each indicator counts, in whole points of 100. */
export type Weights = Record<IndicatorName, number>

/** A version of the scheme: it holds from a quarter on, until a later version does. Never edited. */
export type Scheme = {
  version: number
  fromQuarter: string
  weights: Weights
  note: string
  author: string
  madeAt: number
}

export const WHOLE = 100

/** What holds until somebody decides otherwise. */
export const FIRST_SCHEME: Scheme = {
  version: 1,
  fromQuarter: '2000-Q1',
  weights: {
    filing: 10,
    closing: 15,
    onTime: 20,
    emergencyOnTime: 5,
    rework: 10,
    returned: 5,
    extended: 5,
    suspended: 5,
    recurrence: 10,
    satisfaction: 10,
    awareness: 3,
    participation: 2,
  },
  note: '',
  author: 'wangge',
  madeAt: Date.UTC(2026, 0, 1),
}

/** What is wrong with weights, or null. */
export function weightsFault(weights: Weights): string | null {
  const all = INDICATOR_NAMES.map((name) => weights[name])
  if (!all.every((weight) => Number.isInteger(weight) && weight >= 0))
    return 'each weight must be a whole number from 0 on'
  const sum = all.reduce((total, weight) => total + weight, 0)
  return sum === WHOLE ? null : `weights must add up to ${WHOLE}, but they add up to ${sum}`
}

/** The scheme that holds for a quarter: the newest version of those that had begun, or the first. */
export function schemeFor(quarter: string, schemes: readonly Scheme[]): Scheme {
  return schemes
    .filter(({ fromQuarter }) => fromQuarter <= quarter)
    .reduce((newest, scheme) => (scheme.version > newest.version ? scheme : newest), FIRST_SCHEME)
}
