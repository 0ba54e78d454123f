import type { Totals } from '../../../server/contract.ts'
import { indicatorRule, type IndicatorName } from '../../../server/domain/evaluation/indicators.ts'
import { greatestMovements, type CategoryCount } from './movements.ts'
import type { ReportData } from './read-report.ts'

type Counts = { numerator: number; denominator: number }

/** A line of the table of figures: counts, or shares with their counts. Null: nothing was kept then. */
export type FigureLine =
  | {
      kind: 'count'
      name: 'reported' | 'overdue' | 'supervised'
      better: 'up' | 'down' | 'neutral'
      now: number
      before: number | null
      yearAgo: number | null
    }
  | {
      kind: 'share'
      name: IndicatorName
      better: 'up' | 'down'
      now: Counts
      before: Counts | null
      yearAgo: Counts | null
    }

/** Shares that the report shows, in their order; the others are on the scorecards. */
const SHARES: readonly IndicatorName[] = [
  'closing',
  'onTime',
  'emergencyOnTime',
  'rework',
  'recurrence',
  'satisfaction',
  'awareness',
  'participation',
]

export function figureLines({ whole, totals }: ReportData): FigureLine[] {
  const shareOf = (of: Totals | null, name: IndicatorName): Counts | null =>
    of?.figures.find(({ indicator }) => indicator === name) ?? null
  const shares = SHARES.flatMap((name): FigureLine[] => {
    const now = shareOf(totals.now, name)
    // What nobody counted this quarter, a survey say, keeps its line, which says so.
    if (now === null) return []
    const better = indicatorRule(name).better === 'higher' ? 'up' : 'down'
    return [
      {
        kind: 'share',
        name,
        better,
        now,
        before: shareOf(totals.before, name),
        yearAgo: shareOf(totals.yearAgo, name),
      },
    ]
  })
  const context = (name: 'overdue' | 'supervised'): FigureLine[] =>
    totals.now === null
      ? []
      : [
          {
            kind: 'count',
            name,
            better: 'down',
            now: totals.now.context[name],
            before: totals.before?.context[name] ?? null,
            yearAgo: totals.yearAgo?.context[name] ?? null,
          },
        ]
  return [
    {
      kind: 'count',
      name: 'reported',
      better: 'neutral',
      now: whole.now.totals.reported,
      before: whole.before?.totals.reported ?? null,
      yearAgo: whole.yearAgo?.totals.reported ?? null,
    },
    ...shares,
    ...context('overdue'),
    ...context('supervised'),
  ]
}

/** Incidents of a category in the quarter and in the one before; `before` is null where nothing was kept then. */
export type CategoryLine = { category: string; now: number; before: number | null }

/** The categories with the most incidents first; ties by code. */
export function categoryLines({ whole: { now, before } }: Pick<ReportData, 'whole'>): CategoryLine[] {
  const earlier = before && new Map(before.byCategory.map(({ category, count }) => [category, count]))
  return now.byCategory
    .map(({ category, count }) => ({ category, now: count, before: earlier && (earlier.get(category) ?? 0) }))
    .filter((line) => line.now > 0 || (line.before ?? 0) > 0)
    .toSorted((a, b) => b.now - a.now || (a.category < b.category ? -1 : 1))
}

export type Moved = {
  scores: { code: string; change: number; now: number }[]
  /** There are scores of the quarter before. */
  hasScores: boolean
  risen: CategoryCount[]
  fallen: CategoryCount[]
}

/** What changed most: scores of areas either way, and reports by category and area. */
export function movedMost({ cards, cardsBefore, parts }: ReportData, most: number): Moved {
  const before = new Map((cardsBefore?.items ?? []).map(({ code, score }) => [code, score]))
  const scores = cards.items.flatMap(({ code, score }) => {
    const then = before.get(code) ?? null
    return score === null || then === null ? [] : [{ code, now: score, change: score - then }]
  })
  const counts = parts.flatMap(({ code, now, before: then }): CategoryCount[] => {
    if (then === null) return []
    const earlier = new Map(then.byCategory.map(({ category, count }) => [category, count]))
    return now.byCategory.map(({ category, count }) => ({
      category,
      area: code,
      now: count,
      before: earlier.get(category) ?? 0,
    }))
  })
  return {
    scores: scores
      .filter(({ change }) => Math.abs(change) >= 0.05)
      .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.code < b.code ? -1 : 1))
      .slice(0, most)
      .toSorted((a, b) => b.change - a.change),
    hasScores: scores.length > 0,
    ...greatestMovements(counts, most),
  }
}
