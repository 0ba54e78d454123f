import { isQuarterName } from '../../../server/domain/quarter-name.ts'

export const LAYOUTS = ['page', 'slide'] as const
export const MAP_FIGURES = ['score', 'onTime'] as const
export type MapFigure = (typeof MAP_FIGURES)[number]

/** What can be linked: of which quarter (null: the last one that is over), on paper or projected, and what the map shows. */
export type ReportView = {
  quarter: string | null
  layout: (typeof LAYOUTS)[number]
  map: MapFigure
}

export function readReportView(search: string): ReportView {
  const query = new URLSearchParams(search)
  const quarter = query.get('quarter')
  return {
    quarter: quarter !== null && isQuarterName(quarter) ? quarter : null,
    layout: LAYOUTS.find((layout) => layout === query.get('layout')) ?? 'page',
    map: MAP_FIGURES.find((figure) => figure === query.get('map')) ?? 'score',
  }
}

/** The query of a view, with what else the address says (the language). */
export function writeReportView(view: ReportView, search: string): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(view)) {
    if (value === null || value === 'page' || value === 'score') query.delete(name)
    else query.set(name, value)
  }
  return query.toString()
}
