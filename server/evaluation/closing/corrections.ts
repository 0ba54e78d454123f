import type { Db } from '../../db/connect.ts'
import { readInScope } from '../../db/row-scope.ts'
import { CONTEXT_NAMES, CARD_LEVELS, type CardLevel } from '../../domain/evaluation/indicators.ts'
import { COUNTED_NAMES, type CountedName, type Counts } from '../../domain/evaluation/counts.ts'
import type { Card } from '../figure-schema.ts'
import { standsIn, type QuarterView } from '../quarter-view.ts'
import type { Reckoning } from '../reckoning.ts'
import type { Corrections } from '../closing-contract.ts'
import { textToCounts } from './counts-text.ts'
import { frozenIncidents } from './freeze.ts'
import { readFrozenIncidents } from './frozen-queries.ts'

type Differences = Pick<Corrections, 'figures' | 'incidents'>

/** More incidents than these are counted and not listed. */
const MOST_LISTED = 500

const NOTHING: Counts = { numerator: 0, denominator: 0 }

/** What would be counted now against what is frozen of a closed quarter, in an area; null: everywhere. */
export async function findDifferences(
  db: Db,
  view: QuarterView,
  now: Reckoning,
  area: string | null,
): Promise<Differences> {
  const parents = await view.parents()
  const isInside = (code: string | null): boolean => area === null || standsIn(code, area, parents)
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
  return { figures, incidents: differingIncidents(frozen, frozenIncidents(now), isInside) }
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

type Listed = ReturnType<typeof frozenIncidents>

function differingIncidents(
  frozen: Listed,
  now: Listed,
  isInside: (area: string | null) => boolean,
): Differences['incidents'] {
  const [before, after] = [byId(frozen), byId(now)]
  const items: Differences['incidents']['items'] = []
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(id), after.get(id)]
    const { number, area } = (is ?? was)!
    if (was?.counts === is?.counts || !isInside(area)) continue
    const [old, own] = [was ? textToCounts(was.counts) : {}, is ? textToCounts(is.counts) : {}]
    const changes = COUNTED_NAMES.flatMap((indicator) => {
      const [then, here] = [old[indicator] ?? NOTHING, own[indicator] ?? NOTHING]
      return isSame(then, here) ? [] : [{ indicator, frozen: then, now: here }]
    })
    items.push({ id, number, area, changes })
  }
  const ordered = items.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))
  return { total: ordered.length, items: ordered.slice(0, MOST_LISTED) }
}

const byId = (incidents: Listed): Map<number, Listed[number]> =>
  new Map(incidents.map((incident) => [incident.id, incident]))

function isSame(a: Counts, b: Counts): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator
}
