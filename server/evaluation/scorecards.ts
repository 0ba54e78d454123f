import { indicatorRule, INDICATOR_NAMES, type CardLevel } from '../domain/evaluation/indicators.ts'
import type { Level } from '../domain/level.ts'
import type { Scorecards } from './contract.ts'
import type { Card, Scheme as SchemeAnswer, Totals } from './figure-schema.ts'
import { standsIn, type QuarterView } from './quarter-view.ts'
import type { Scheme } from '../domain/evaluation/scheme.ts'
import { restOfTotals, type ScoredLevel } from './score-level.ts'

export function schemeAnswer({ madeAt, ...scheme }: Scheme): SchemeAnswer {
  return { ...scheme, madeAt: new Date(madeAt).toISOString() }
}

/** The scorecards of a level inside an area, with what of it is in none of them. */
export async function listScorecards(
  view: QuarterView,
  level: CardLevel,
  area: { code: string; level: Level },
): Promise<Scorecards> {
  const scored = await view.level(level)
  const items = await cardsInside(view, level, area, scored)
  const { closing } = view
  return {
    quarter: view.quarter.name,
    from: new Date(view.quarter.from).toISOString(),
    to: new Date(view.quarter.to).toISOString(),
    asOf: new Date(view.asOf).toISOString(),
    level,
    area: area.code,
    closing,
    scheme: schemeAnswer(view.scheme),
    release: view.release,
    indicators: scored.indicators,
    ranked: scored.ranked,
    county: scored.county,
    items,
    rest: restOfTotals(await wholeOf(view, level, area, { scored, items }), items),
  }
}

async function cardsInside(
  view: QuarterView,
  level: CardLevel,
  area: { code: string; level: Level },
  { cards }: ScoredLevel,
): Promise<Card[]> {
  if (area.level === 'county') return cards
  if (level === 'unit') return cards.filter(({ parent }) => parent === area.code)
  const parents = await view.parents()
  return cards.filter(({ code }) => standsIn(code, area.code, parents))
}

/** What the items and the rest add up to, by the indicators of the level. Units of a township add up to nothing else. */
async function wholeOf(
  view: QuarterView,
  level: CardLevel,
  area: { code: string; level: Level },
  { scored, items }: { scored: ScoredLevel; items: readonly Card[] },
): Promise<Totals> {
  if (area.level === 'county') return scored.county
  const own =
    level === 'unit' ? undefined : (await view.level(area.level)).cards.find(({ code }) => code === area.code)
  const names = INDICATOR_NAMES.filter((name) => indicatorRule(name).levels.includes(level))
  if (own) return { ...own, figures: own.figures.filter(({ indicator }) => names.includes(indicator)) }
  return sumOf(names, items)
}

function sumOf(names: readonly (typeof INDICATOR_NAMES)[number][], items: readonly Card[]): Totals {
  const sum = (pick: (card: Card) => number): number => items.reduce((total, card) => total + pick(card), 0)
  return {
    figures: names.map((indicator) => {
      const count = (part: 'numerator' | 'denominator'): number =>
        sum(({ figures }) => figures.find((figure) => figure.indicator === indicator)?.[part] ?? 0)
      const own = { numerator: count('numerator'), denominator: count('denominator') }
      return { indicator, ...own, share: null, shrunk: null, low: null, high: null, points: null }
    }),
    context: {
      validReports: sum(({ context }) => context.validReports),
      overdue: sum(({ context }) => context.overdue),
      oldestOverdueDays: null,
      supervised: sum(({ context }) => context.supervised),
    },
  }
}
