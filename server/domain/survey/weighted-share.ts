import { FEWEST_FOR_A_RATE } from '../indicators.ts'
import { wilson } from './wilson.ts'

/** A grid of the sample: what was answered in it, and how many households it stands for. */
export type Stratum = { households: number; positive: number; answered: number }

/**
 * A share over an area. `positive` of `answered` is what was counted; `share` is weighted, so that a grid counts by its households and
 * not by how many of them were asked. `effective`: how many answers of a plain draw would say as much. `low` and `high`: 95 %.
 * `covered`: the share of households that live in grids with an answer. `few`: show the counts instead.
 */
export type SurveyShare = {
  positive: number
  answered: number
  share: number | null
  low: number | null
  high: number | null
  effective: number
  covered: number | null
  few: boolean
}

/**
 * The share of an area from its grids. Each answer stands for households / answers of its grid; the effective number is Kish's
 * (Survey Sampling, 1965, 11.2C): (Σw)² / Σw², never more than the answers there are. That a draw by grids says a little more than one
 * without is left out, so that the interval is rather too wide than too narrow.
 */
export function weightedShare(strata: readonly Stratum[]): SurveyShare {
  const asked = strata.filter(({ answered }) => answered > 0)
  const answered = sum(asked, (stratum) => stratum.answered)
  const positive = sum(asked, (stratum) => stratum.positive)
  const all = sum(strata, ({ households }) => households)
  const reached = sum(asked, ({ households }) => households)
  const counted = { positive, answered, covered: all > 0 ? reached / all : null }
  if (answered === 0 || reached === 0)
    return { ...counted, share: null, low: null, high: null, effective: 0, few: true }
  const weighted = sum(asked, (stratum) => (stratum.households * stratum.positive) / stratum.answered)
  const share = Math.min(1, weighted / reached)
  const squares = sum(asked, (stratum) => stratum.households ** 2 / stratum.answered)
  const effective = Math.min(answered, reached ** 2 / squares)
  const { low, high } = wilson(share, effective)!
  return { ...counted, share, low, high, effective, few: answered < FEWEST_FOR_A_RATE }
}

/**
 * What may be public of a share: nothing where fewer than five answered, or fewer than five said yes or no; for then somebody could
 * be told from it (domain.md, "The privacy line", 5). Shares are rounded to tenths of a percent: weights differ from grid to grid, and
 * from all their digits the answers of each grid could be worked out.
 */
export function publicShare(
  of: SurveyShare,
): { share: number; low: number; high: number; answered: number } | null {
  const { share, low, high, answered, positive } = of
  const smallest = Math.min(positive, answered - positive)
  if (share === null || answered < FEWEST_FOR_A_RATE || smallest < FEWEST_FOR_A_RATE) return null
  return { share: rounded(share), low: rounded(low!), high: rounded(high!), answered }
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
