/**
 * What a nomination of an operator names: outcomes of the grids that they looked after, and nothing of the person. No
 * distance, no hours, no check-ins, no number of reports (domain.md, "The privacy line").
 */
export const OUTCOMES = ['closing', 'rework', 'satisfaction', 'recurrence'] as const
export type OutcomeName = (typeof OUTCOMES)[number]

/** What one incident adds to an outcome: for rework its verifications that failed, of all of them. */
export type OutcomeFact = {
  outcome: OutcomeName
  incidentId: number
  numerator: number
  denominator: number
}

/** A count out of so many, and the incidents behind: of the numerator (`hits`), and of the denominator. */
export type Outcome = { numerator: number; denominator: number; hits: number[]; incidents: number[] }
export type Outcomes = Record<OutcomeName, Outcome>

/** Adds facts up by outcome. Ids are sorted, each once. */
export function countOutcomes(facts: readonly OutcomeFact[]): Outcomes {
  const count = (name: OutcomeName): Outcome => {
    const own = facts.filter(({ outcome }) => outcome === name)
    return {
      numerator: own.reduce((sum, { numerator }) => sum + numerator, 0),
      denominator: own.reduce((sum, { denominator }) => sum + denominator, 0),
      hits: idsOf(own.filter(({ numerator }) => numerator > 0)),
      incidents: idsOf(own.filter(({ denominator }) => denominator > 0)),
    }
  }
  return {
    closing: count('closing'),
    rework: count('rework'),
    satisfaction: count('satisfaction'),
    recurrence: count('recurrence'),
  }
}

const idsOf = (facts: readonly OutcomeFact[]): number[] =>
  [...new Set(facts.map(({ incidentId }) => incidentId))].sort((a, b) => a - b)
