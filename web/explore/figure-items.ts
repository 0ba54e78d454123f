import {
  changeAgainst,
  emergencyOnTimeRate,
  householdsPerOperator,
  onTimeRate,
  vacancyRate,
  visitedShare,
  type Rate,
} from '../../server/domain/indicators.ts'
import type { Messages } from '../messages/zh.ts'
import type { Formats } from '../state/formats.ts'
import type { Report } from './area-report.svelte.ts'

/** A headline figure as it is written. */
export type FigureItem = {
  name: string
  value: string
  note: string
  change: { by: number; text: string; good: 'up' | 'down' | 'neutral' } | null
  /** Somebody is needed. */
  alarm: boolean
}

/**
 * The headline figures of an area: what happened, how it was dealt with, who looks after it. `isComparable`: there was
 * data already in the whole period before; else a change would only tell that it began.
 */
export function figureItems(
  report: Report,
  isComparable: boolean,
  { panel: text, coverage }: Pick<Messages, 'panel' | 'coverage'>,
  formats: Formats,
): FigureItem[] {
  const { totals, previous } = report.summary
  const before = previous.totals
  const care = report.coverage.totals
  const { number, percent } = formats
  const item = (name: string, value: string, note: string): FigureItem => {
    return { name, value, note, change: null, alarm: false }
  }
  const fraction = ({ numerator, denominator }: Rate) => text.fraction(number(numerator), number(denominator))
  const share = (part: number, whole: number, write: (share: string) => string) =>
    whole > 0 ? write(percent(part / whole)) : ''

  const rateItem = (name: string, now: Rate, then: Rate): FigureItem => {
    if (now.share === null) return item(name, text.unknown, '')
    if (now.few) return item(name, fraction(now), text.few)
    return {
      ...item(name, percent(now.share), fraction(now)),
      change: isComparable ? pointsAgainst(now, then, text, formats) : null,
    }
  }

  const perOperator = householdsPerOperator(care)
  const households = care.households === null ? text.unknown : number(care.households)
  const visited = visitedShare(care)
  const reached = shareReached(care)
  const trained = report.trained?.total
  const trainedItems = trained
    ? [
        item(
          text.trained,
          percent(trained.trained / trained.operators),
          text.ofOperators(number(trained.trained), number(trained.operators)),
        ),
      ]
    : []
  return [
    {
      ...item(text.reported, number(totals.reported), ''),
      change: isComparable ? countChange(totals.reported, before.reported, formats) : null,
    },
    item(text.open, number(totals.open), share(totals.open, totals.reported, text.ofReported)),
    {
      ...item(text.overdue, number(totals.overdue), share(totals.overdue, totals.open, text.ofOpen)),
      alarm: totals.overdue > 0,
    },
    rateItem(text.onTime, onTimeRate(totals), onTimeRate(before)),
    rateItem(text.emergencyOnTime, emergencyOnTimeRate(totals), emergencyOnTimeRate(before)),
    item(
      text.visited,
      visited.share === null ? text.unknown : percent(visited.share),
      care.lastVisit === null
        ? text.neverVisited
        : text.lastVisit(formats.shortDay(Date.parse(care.lastVisit))),
    ),
    item(
      coverage.reached,
      reached === null ? text.unknown : percent(reached.share),
      reached === null ? '' : coverage.reachedNote(number(reached.numerator), number(reached.denominator)),
    ),
    item(
      text.perOperator,
      perOperator.value === null ? text.unknown : number(Math.round(perOperator.value)),
      care.operators === 0 ? text.nobody : text.operators(number(care.operators), households),
    ),
    ...trainedItems,
    care.grids === 0
      ? item(text.vacant, text.unknown, text.noGrids)
      : item(text.vacant, number(care.vacantGrids), text.ofGrids(number(vacancyRate(care).denominator))),
  ]
}

/** Households that visits reached of those there are; null where no households are known. */
function shareReached(care: {
  households: number | null
  householdsReached: number | null
}): { numerator: number; denominator: number; share: number } | null {
  const { householdsReached: numerator, households: denominator } = care
  if (numerator === null || !denominator) return null
  return { numerator, denominator, share: numerator / denominator }
}

function countChange(now: number, before: number, formats: Formats): FigureItem['change'] {
  const { share } = changeAgainst(now, before)
  return share === null ? null : { by: share, text: signed(share, formats.percent), good: 'neutral' }
}

/** Change of a rate in percentage points; null where one of the two is none. */
function pointsAgainst(
  now: Rate,
  then: Rate,
  text: Messages['panel'],
  formats: Formats,
): FigureItem['change'] {
  if (now.share === null || then.share === null || then.few) return null
  const points = Math.round((now.share - then.share) * 1000) / 10
  return { by: points, text: text.points(signed(points, formats.decimal)), good: 'up' }
}

function signed(value: number, write: (value: number) => string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±'
  return `${sign}${write(Math.abs(value))}`
}
