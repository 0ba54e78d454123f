/**
 * Counts of the incidents of one area over one window. All but the deadline ones count incidents that occurred in the
 * window; `due…` and `emergencyDue…` count incidents whose deadline falls in it.
 */
export type FigureCounts = {
  reported: number
  open: number
  overdue: number
  closed: number
  rejected: number
  emergency: number
  due: number
  dueClosed: number
  dueOnTime: number
  emergencyDue: number
  emergencyOnTime: number
}

/** All counts at zero. */
export function emptyFigures(): FigureCounts {
  return {
    reported: 0,
    open: 0,
    overdue: 0,
    closed: 0,
    rejected: 0,
    emergency: 0,
    due: 0,
    dueClosed: 0,
    dueOnTime: 0,
    emergencyDue: 0,
    emergencyOnTime: 0,
  }
}

/** The counts of two disjoint sets of incidents together: children and what is not located add up to their parent. */
export function addFigures(a: FigureCounts, b: FigureCounts): FigureCounts {
  const sum = emptyFigures()
  for (const name of Object.keys(sum) as (keyof FigureCounts)[]) sum[name] = a[name] + b[name]
  return sum
}

/** A rate over fewer than this many is shown as a count. */
export const FEWEST_FOR_A_RATE = 5

/** A part of a whole, with both numbers. `share` is from 0 to 1; null over nothing. `few`: show the count instead. */
export type Rate = {
  numerator: number
  denominator: number
  share: number | null
  few: boolean
}

/** A part of a whole; `numerator` must not exceed `denominator`. */
export function rate(numerator: number, denominator: number): Rate {
  return {
    numerator,
    denominator,
    share: denominator > 0 ? numerator / denominator : null,
    few: denominator < FEWEST_FOR_A_RATE,
  }
}

/** Closing rate 结案率: closed / due. (Suspended ones leave `due` where their clock was stopped.) */
export function closingRate(figures: FigureCounts): Rate {
  return rate(figures.dueClosed, figures.due)
}

/** On-time closing rate 按期结案率: closed by the deadline / due. */
export function onTimeRate(figures: FigureCounts): Rate {
  return rate(figures.dueOnTime, figures.due)
}

/** Emergency on-time rate 紧急问题按期结案率: closed by the deadline / due, emergencies only. */
export function emergencyOnTimeRate(figures: FigureCounts): Rate {
  return rate(figures.emergencyOnTime, figures.emergencyDue)
}

/** Visited share: different cells visited in the window / cells of the grids. */
export function visitedShare(care: { cells: number; visitedCells: number }): Rate {
  return rate(care.visitedCells, care.cells)
}

/** Vacancy: grids without a lead operator or a cover / grids. */
export function vacancyRate(care: { grids: number; vacantGrids: number }): Rate {
  return rate(care.vacantGrids, care.grids)
}

/** A quotient that is no share of a whole. `value` is null over nothing or over what is not known. */
export type Ratio = {
  numerator: number
  denominator: number | null
  value: number | null
}

/** Incidents per 1,000 households over the window; null where the households are not known or none. */
export function incidentsPerThousandHouseholds(reported: number, households: number | null): Ratio {
  return ratio(reported, households, 1000)
}

/** Households per operator assigned now; null where nobody is assigned or the households are not known. */
export function householdsPerOperator(care: { households: number | null; operators: number }): Ratio {
  if (care.households === null) return { numerator: 0, denominator: care.operators, value: null }
  return ratio(care.households, care.operators, 1)
}

/** Open incidents of the window for each person assigned, backups included; null without anybody. */
export function openPerOperator(open: number, care: { operators: number }): Ratio {
  return ratio(open, care.operators, 1)
}

function ratio(numerator: number, denominator: number | null, scale: number): Ratio {
  const value = denominator !== null && denominator > 0 ? (numerator / denominator) * scale : null
  return { numerator, denominator, value }
}

/** A figure against the same figure of the window before; `share` is null when there was nothing before. */
export function changeAgainst(now: number, before: number): { difference: number; share: number | null } {
  return { difference: now - before, share: before > 0 ? (now - before) / before : null }
}
