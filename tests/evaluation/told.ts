// What tests of the quarter ask for, and how they read the answer.

export type Figure = { indicator: string; numerator: number; denominator: number }
export type Told = { figures: Figure[]; context: object }

export const QUARTER = '2026-Q1'

export const cardsOf = (level: string, more = '') =>
  `/api/evaluation/scorecards?quarter=${QUARTER}&level=${level}${more}`
export const countsOf = ({ figures }: Told) =>
  Object.fromEntries(
    figures.map(({ indicator, numerator, denominator }) => [indicator, `${numerator}/${denominator}`]),
  )

/** Filing alone counts. */
export const weights = {
  filing: 100,
  closing: 0,
  onTime: 0,
  emergencyOnTime: 0,
  rework: 0,
  returned: 0,
  extended: 0,
  suspended: 0,
  recurrence: 0,
  satisfaction: 0,
  awareness: 0,
  participation: 0,
}
