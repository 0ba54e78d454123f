import type { SurveyFigure } from '../../../../server/contract.ts'
import type { Formats } from '../../../state/formats.ts'
import type { SurveyMessages } from '../../../messages/surveys/zh.ts'

/** A share as it is written: in percent, as its counts where there are few, or that nobody answered. */
export function writeShare(figure: SurveyFigure, messages: SurveyMessages, formats: Formats): string {
  if (figure.share === null) return messages.results.noData
  return figure.few
    ? messages.few(formats.number(figure.positive), formats.number(figure.answered))
    : formats.tenths(figure.share)
}

/** Its interval; nothing where there are few. */
export function writeInterval({ few, low, high }: SurveyFigure, formats: Formats): string {
  return few || low === null || high === null ? '' : `${formats.tenths(low)}–${formats.tenths(high)}`
}

/** How a share stands to a target, where its interval allows to say so. */
export function standing(
  { few, low, high }: SurveyFigure,
  target: number,
): 'reached' | 'below' | 'unsure' | null {
  if (few || low === null || high === null) return null
  if (low >= target) return 'reached'
  return high < target ? 'below' : 'unsure'
}

/** Change in percentage points, with its sign. */
export function writePoints(now: number, before: number, formats: Formats): string {
  const points = Math.round((now - before) * 1000) / 10
  return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${formats.decimal(Math.abs(points))}`
}

/** What an axis of shares must show: all intervals and the target, in steps of ten percent. */
export function axisOf(figures: readonly SurveyFigure[], target: number): readonly [number, number] {
  const ends = figures.flatMap(({ few, low, high }) =>
    few || low === null || high === null ? [] : [low, high],
  )
  const low = Math.floor(Math.min(target, ...ends) * 10) / 10
  const high = Math.ceil(Math.max(target, ...ends) * 10) / 10
  return high > low ? [low, high] : [Math.max(0, low - 0.1), Math.min(1, high + 0.1)]
}
