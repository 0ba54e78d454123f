import { countsIn, type Counts } from '../domain/evaluation/counts.ts'
import { indicatorRule, type CardLevel, type ContextName } from '../domain/evaluation/indicators.ts'
import { rankScores } from '../domain/evaluation/rank.ts'
import type { Weights } from '../domain/evaluation/scheme.ts'
import { scoreOf, type ScoredFigure } from '../domain/evaluation/score.ts'
import { intervalOf, shrink } from '../domain/evaluation/shrink.ts'
import { weighIndicators, type WeighedIndicator } from '../domain/evaluation/weigh.ts'
import type { Steps } from '../domain/steps.ts'
import type { Tallied } from './counting/tally.ts'
import type { Card, Figure, ShownIndicator, Totals } from './figure-schema.ts'

const DAY_MS = 86_400_000

/** Scorecards of all areas of a level, or of all units, the best first; and the county beside them. */
export type ScoredLevel = {
  indicators: ShownIndicator[]
  /** How many have a rank. */
  ranked: number
  county: Totals & { score: number | null }
  cards: Card[]
}

/** Weighs, shrinks, scores and ranks a level. The same for the same counts and weights; pauses now and then. */
export function* scoreLevel(
  level: CardLevel,
  weights: Weights,
  { county, members, asOf }: { county: Tallied; members: readonly Tallied[]; asOf: number },
): Steps<ScoredLevel> {
  const indicators = weighIndicators(level, weights, (name) =>
    members.map(({ tally }) => countsIn(tally, name)),
  )
  const shrinkKept = keepShrunk()
  const scored = []
  for (const member of members.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    scored.push({ member, ...scoreOf(indicators, (name) => countsIn(member.tally, name), shrinkKept) })
    yield
  }
  const scoring = scored.flatMap(({ score, variance }) =>
    // Ranked as shown: who shows the same score has the same place.
    score === null ? [] : [{ score: round(score, 2), variance }],
  )
  const ranks = yield* rankScores(scoring)
  let next = 0
  const cards = scored.map(({ member, figures, score }): Card => {
    const rank = score === null ? null : ranks[next++]!
    const { code, name, nameEn, parent } = member
    return {
      code,
      name,
      nameEn,
      parent,
      figures: figures.map(toFigure),
      context: contextOf(member, asOf),
      score: score === null ? null : round(score, 2),
      rank: rank?.rank ?? null,
      rankLow: rank?.low ?? null,
      rankHigh: rank?.high ?? null,
    }
  })
  return {
    indicators: indicators.map(toShown),
    ranked: ranks.length,
    county: countyCard(indicators, county, asOf),
    cards: cards.toSorted(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.code < b.code ? -1 : 1),
    ),
  }
}

/** The county as it is: drawn towards nothing, for it is what others are drawn towards. */
function countyCard(
  indicators: readonly WeighedIndicator[],
  county: Tallied,
  asOf: number,
): ScoredLevel['county'] {
  let score: number | null = null
  const figures = indicators.flatMap(({ name, counts, leftOut }): Figure[] => {
    if (leftOut === 'level') return []
    const own = countsIn(county.tally, name)
    const share = shareOf(own)
    const interval = intervalOf(own)
    const points =
      leftOut === null && share !== null
        ? counts * (indicatorRule(name).better === 'higher' ? share : 1 - share)
        : null
    if (points !== null) score = (score ?? 0) + points
    return [
      {
        indicator: name,
        ...own,
        share: roundShare(share),
        shrunk: roundShare(share),
        low: roundShare(interval?.low ?? null),
        high: roundShare(interval?.high ?? null),
        points: points === null ? null : round(points, 3),
      },
    ]
  })
  return { figures, context: contextOf(county, asOf), score: score === null ? null : round(score, 2) }
}

/** Many have the same few cases of the same indicator: their intervals are found once. */
function keepShrunk(): typeof shrink {
  const kept = new Map<string, ReturnType<typeof shrink>>()
  return (counts, prior) => {
    const key = `${counts.numerator}/${counts.denominator} ${prior.mean} ${prior.strength}`
    let shrunk = kept.get(key)
    if (shrunk === undefined) kept.set(key, (shrunk = shrink(counts, prior)))
    return shrunk
  }
}

function toFigure({ indicator, numerator, denominator, shrunk, points }: ScoredFigure): Figure {
  return {
    indicator,
    numerator,
    denominator,
    share: roundShare(shareOf({ numerator, denominator })),
    shrunk: roundShare(shrunk?.share ?? null),
    low: roundShare(shrunk?.low ?? null),
    high: roundShare(shrunk?.high ?? null),
    points: points === null ? null : round(points, 3),
  }
}

function toShown({ name, weight, counts, leftOut, prior }: WeighedIndicator): ShownIndicator {
  return {
    name,
    better: indicatorRule(name).better,
    weight,
    counts: round(counts, 3),
    leftOut,
    county: roundShare(prior?.mean ?? null),
    strength: prior === null ? null : round(prior.strength, 1),
  }
}

function contextOf({ tally, oldestDueAt }: Tallied, asOf: number): Card['context'] {
  const count = (name: ContextName): number => countsIn(tally, name).numerator
  return {
    validReports: count('validReports'),
    overdue: count('overdue'),
    oldestOverdueDays: oldestDueAt === null ? null : round((asOf - oldestDueAt) / DAY_MS, 1),
    supervised: count('supervised'),
  }
}

/** What of a whole is in none of its parts: not located, or with no unit. Only counts: nothing of it is shrunk or scored. */
export function restOfTotals(whole: Totals, parts: readonly Totals[]): Totals {
  const figures = whole.figures.map(({ indicator, numerator, denominator }): Figure => {
    const left: Counts = { numerator, denominator }
    for (const part of parts) {
      const own = part.figures.find((figure) => figure.indicator === indicator)
      left.numerator -= own?.numerator ?? 0
      left.denominator -= own?.denominator ?? 0
    }
    return {
      indicator,
      ...left,
      share: roundShare(shareOf(left)),
      shrunk: null,
      low: null,
      high: null,
      points: null,
    }
  })
  const left = (name: ContextName): number =>
    parts.reduce((count, { context }) => count - context[name], whole.context[name])
  return {
    figures,
    context: {
      validReports: left('validReports'),
      overdue: left('overdue'),
      oldestOverdueDays: null,
      supervised: left('supervised'),
    },
  }
}

function shareOf({ numerator, denominator }: Counts): number | null {
  return denominator === 0 ? null : numerator / denominator
}

function roundShare(share: number | null): number | null {
  return share === null ? null : round(share, 6)
}

function round(value: number, places: number): number {
  const scale = 10 ** places
  return Math.round(value * scale) / scale
}
