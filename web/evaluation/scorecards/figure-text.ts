import type { Figure, ShownIndicator } from '../../../server/contract.ts'
import { indicatorRule, type IndicatorName } from '../../../server/domain/evaluation/indicators.ts'
import { rate } from '../../../server/domain/indicators.ts'
import type { Messages } from '../../messages/zh.ts'
import type { Formats } from '../../state/formats.ts'

type Counted = Pick<Figure, 'numerator' | 'denominator'>

/** A share as it was counted: 93.1%; over fewer than five the counts, over nothing a dash. */
export function writeShare({ numerator, denominator }: Counted, formats: Formats, none: string): string {
  const { share, few } = rate(numerator, denominator)
  if (share === null) return none
  return few ? writeFraction({ numerator, denominator }, formats) : formats.tenths(share)
}

/** Why there is no share: nothing was counted of it, or nobody was asked. `leftOut`: why the whole level has none, if it has none. */
export function whyMissing(
  indicator: IndicatorName,
  leftOut: ShownIndicator['leftOut'],
  { scorecards: text }: Pick<Messages, 'scorecards'>,
): string {
  if (leftOut === 'noSurvey') return text.leftOut.noSurvey
  if (indicatorRule(indicator).survey) return text.missing.noAnswers
  return indicator === 'satisfaction' ? text.missing.noRatings : text.missing.noCases
}

/** 27/29 */
export function writeFraction({ numerator, denominator }: Counted, formats: Formats): string {
  return `${formats.number(numerator)}/${formats.number(denominator)}`
}

/** A change with its sign: +1.2, −0.4, ±0.0 */
export function writeChange(change: number, write: (value: number) => string): string {
  const written = write(Math.abs(change))
  // What rounds to nothing has no direction.
  return `${written === write(0) ? '±' : change > 0 ? '+' : '−'}${written}`
}

/** The change of a share in points of a hundred, by what was counted; null where one of the two is over fewer than five. */
export function pointsChanged(now: Counted, before: Counted | null): number | null {
  if (before === null) return null
  const [a, b] = [rate(now.numerator, now.denominator), rate(before.numerator, before.denominator)]
  if (a.share === null || b.share === null || a.few || b.few) return null
  return Math.round((a.share - b.share) * 1000) / 10
}

/** A rank and the places that it may as well have: 3 (1–5). */
export function rankWords(
  card: { rank: number | null; rankLow: number | null; rankHigh: number | null },
  ranked: number,
  { scorecards: text }: Pick<Messages, 'scorecards'>,
  formats: Formats,
): string {
  if (card.rank === null || card.rankLow === null || card.rankHigh === null) return text.noRank
  const [rank, low, high, of] = [card.rank, card.rankLow, card.rankHigh, ranked].map(formats.number)
  return text.rankMeaning(rank!, low!, high!, of!)
}
