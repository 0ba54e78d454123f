/** How many households an incident of the past year in a cell weighs as much as. */
export const HOUSEHOLDS_PER_INCIDENT = 10

/** A cell that nobody visited: who lives in it, and what happened in it. */
export type Gap = {
  /** Households in the cell; a part of one where they are shared out evenly. */
  households: number
  /** Incidents of the past 365 days in the cell. */
  incidents: number
  /** Days since the last visit; null: there is none on record. */
  daysSince: number | null
}

/**
 * What a gap weighs, in households: those that live there, and ten for every incident of the past year. Fields without a
 * house in which nothing happens weigh nothing: nobody needs to walk them for the sake of a share.
 */
export function gapWeight({ households, incidents }: Pick<Gap, 'households' | 'incidents'>): number {
  return households + HOUSEHOLDS_PER_INCIDENT * incidents
}

/** The order of gaps: the heaviest first, of equal ones the one that was visited longest ago or never. */
export function compareGaps(a: Gap, b: Gap): number {
  const byWeight = gapWeight(b) - gapWeight(a)
  if (byWeight !== 0) return byWeight
  if (a.daysSince === b.daysSince) return 0
  return (b.daysSince ?? Infinity) - (a.daysSince ?? Infinity)
}
