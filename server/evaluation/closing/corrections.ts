import type { Db } from '../../db/connect.ts'
import { readInScope } from '../../db/row-scope.ts'
import { CONTEXT_NAMES, CARD_LEVELS, type CardLevel } from '../../domain/evaluation/indicators.ts'
import { COUNTED_NAMES, type CountedName, type Counts } from '../../domain/evaluation/counts.ts'
import type { Card } from '../figure-schema.ts'
import { standsIn, type QuarterView } from '../quarter-view.ts'
import type { Reckoning } from '../reckoning.ts'
import type { Corrections } from '../closing-contract.ts'
import { differingIncidents } from './differing-incidents.ts'
import { frozenIncidents } from './freeze.ts'
import { readFrozenIncidents } from './frozen-queries.ts'

type Differences = Pick<Corrections, 'figures' | 'incidents'>

const NOTHING: Counts = { numerator: 0, denominator: 0 }

/** What would be counted now against what is frozen of a closed quarter, in an area; null: everywhere. */
export async function findDifferences(
  db: Db,
  view: QuarterView,
  now: Reckoning,
  area: string | null,
): Promise<Differences> {
  const isInside = insideOf(area, await view.parents())
  const figures: Differences['figures'] = []
  for (const level of CARD_LEVELS) {
    const frozen = await view.level(level)
    const then = new Map((await now.level(level, view.scheme)).cards.map((card) => [card.code, card]))
    for (const card of frozen.cards) {
      const isShown = level === 'unit' ? area === null || card.parent === area : isInside(card.code)
      if (isShown) figures.push(...differingFigures(level, card, then.get(card.code)))
    }
  }
  const frozen = await readInScope(db, 'county', (trx) => readFrozenIncidents(trx, view.quarter.name))
  const { township, village, grid } = now.tally.levels
  const parentsNow = new Map([...township, ...village, ...grid].map(({ code, parent }) => [code, parent]))
  const incidents = differingIncidents(
    { incidents: frozen, isInside },
    { incidents: frozenIncidents(now), isInside: insideOf(area, parentsNow) },
  )
  return { figures, incidents }
}

function insideOf(area: string | null, parents: ReadonlyMap<string, string | null>) {
  return (code: string | null): boolean => area === null || standsIn(code, area, parents)
}

function differingFigures(level: CardLevel, card: Card, now: Card | undefined): Differences['figures'] {
  const { code, name, nameEn } = card
  return COUNTED_NAMES.flatMap((indicator) => {
    // What stands beside the score is counted anew each moment.
    if ((CONTEXT_NAMES as readonly string[]).includes(indicator)) return []
    const [frozen, changed] = [countsOf(card, indicator), countsOf(now, indicator)]
    return isSame(frozen, changed) ? [] : [{ level, code, name, nameEn, indicator, frozen, now: changed }]
  })
}

function countsOf(card: Card | undefined, indicator: CountedName): Counts {
  const figure = card?.figures.find((own) => own.indicator === indicator)
  return figure ? { numerator: figure.numerator, denominator: figure.denominator } : NOTHING
}

function isSame(a: Counts, b: Counts): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator
}
