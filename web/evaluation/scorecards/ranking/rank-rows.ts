import type { Card, Scorecards } from '../../../../server/contract.ts'
import { INDICATOR_NAMES, type IndicatorName } from '../../../../server/domain/evaluation/indicators.ts'

export type RankRow = {
  card: Card
  /** Of the quarter before; null: there is none. */
  before: Card | null
  /** Points gained or lost since then; null where one of the two has no score. */
  change: number | null
}

const PLAIN_COLUMNS = ['rank', 'name', 'score', 'change', 'overdue', 'supervised'] as const
export type Column = (typeof PLAIN_COLUMNS)[number] | IndicatorName
export type Sorting = { column: Column; descending: boolean }

const COLUMNS: readonly Column[] = [...PLAIN_COLUMNS, ...INDICATOR_NAMES]

/** The order that an address names: a column, with a minus before it from the greatest down; by rank where it names none. */
export function sortingOf(text: string): Sorting {
  const descending = text.startsWith('-')
  const column = COLUMNS.find((name) => name === (descending ? text.slice(1) : text))
  return column === undefined ? { column: 'rank', descending: false } : { column, descending }
}

/** The address's words for an order; none for the order by rank. */
export function sortingText({ column, descending }: Sorting): string {
  return column === 'rank' && !descending ? '' : `${descending ? '-' : ''}${column}`
}

/** The order when a head is chosen: the other way round where it was that one, else the best first. */
export function nextSorting(now: Sorting, column: Column): Sorting {
  if (now.column === column) return { column, descending: !now.descending }
  return { column, descending: column !== 'rank' && column !== 'name' }
}

export function rankRows(now: Scorecards, before: Scorecards | null): RankRow[] {
  const then = new Map((before?.items ?? []).map((card) => [card.code, card]))
  return now.items.map((card) => {
    const earlier = then.get(card.code) ?? null
    const isKnown = card.score !== null && earlier !== null && earlier.score !== null
    return { card, before: earlier, change: isKnown ? card.score! - earlier!.score! : null }
  })
}

/** Rows in an order; those without a value last, whichever way round, and ties by code. */
export function sortRankRows(
  rows: readonly RankRow[],
  { column, descending }: Sorting,
  nameOf: (card: Card) => string,
  language: string,
): RankRow[] {
  const sign = descending ? -1 : 1
  const byCode = (a: RankRow, b: RankRow): number => (a.card.code < b.card.code ? -1 : 1)
  if (column === 'name') {
    const words = new Intl.Collator(language, { numeric: true })
    return rows.toSorted((a, b) => sign * words.compare(nameOf(a.card), nameOf(b.card)) || byCode(a, b))
  }
  const valued = rows.map((row) => ({ row, value: valueOf(row, column) }))
  valued.sort((a, b) => {
    if (a.value === null || b.value === null)
      return Number(a.value === null) - Number(b.value === null) || byCode(a.row, b.row)
    return sign * (a.value - b.value) || byCode(a.row, b.row)
  })
  return valued.map(({ row }) => row)
}

function valueOf({ card, change }: RankRow, column: Exclude<Column, 'name'>): number | null {
  switch (column) {
    case 'rank':
      return card.rank
    case 'score':
      return card.score
    case 'change':
      return change
    case 'overdue':
    case 'supervised':
      return card.context[column]
    default: {
      // By what was reckoned, so that three cases do not lead the list.
      const figure = card.figures.find(({ indicator }) => indicator === column)
      return figure && figure.denominator > 0 ? figure.shrunk : null
    }
  }
}
