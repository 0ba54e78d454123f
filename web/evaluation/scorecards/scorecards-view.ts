import { QUARTER_PATTERN } from '../../../server/domain/quarter-name.ts'
import { CARD_LEVELS, type CardLevel } from '../../../server/domain/evaluation/indicators.ts'

/** What the page shows of a quarter, in the order of its tabs. */
export const SHOWS = ['ranking', 'map', 'corrections', 'appeals', 'scheme'] as const
export type Show = (typeof SHOWS)[number]

/** What can be linked. */
export type ScorecardsView = {
  /** Its name; null: the last one that is over. */
  quarter: string | null
  level: CardLevel
  /** Code of the area whose parts are listed; null: all that the viewer sees. */
  area: string | null
  show: Show
  /** Code of the area or unit whose card is open. */
  card: string | null
  /** A column, with a minus before it from the greatest down; empty: by rank. */
  sort: string
}

const CODE = /^[\w-]{1,64}$/

/** Reads a query; what makes no sense is not there, for a link may be old or mistyped. */
export function readScorecardsView(search: string): ScorecardsView {
  const query = new URLSearchParams(search)
  const text = (name: string, pattern: RegExp): string | null => {
    const given = query.get(name)
    return given !== null && pattern.test(given) ? given : null
  }
  return {
    quarter: text('quarter', new RegExp(QUARTER_PATTERN)),
    level: CARD_LEVELS.find((level) => level === query.get('level')) ?? 'township',
    area: text('area', CODE),
    show: SHOWS.find((show) => show === query.get('show')) ?? 'ranking',
    card: text('card', CODE),
    sort: text('sort', /^-?[a-zA-Z]{1,20}$/) ?? '',
  }
}

/** The query of a view, with what else the address says (the language). */
export function writeScorecardsView(view: ScorecardsView, search: string): string {
  const query = new URLSearchParams(search)
  const common = { level: 'township', show: 'ranking' } as Record<string, string>
  for (const [name, value] of Object.entries(view)) {
    if (value === null || value === '' || value === common[name]) query.delete(name)
    else query.set(name, value)
  }
  return query.toString()
}
