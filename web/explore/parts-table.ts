import type { Area } from '../../server/contract.ts'
import { figureValue, type AreaFigures, type FigureName, type FigureValue } from './figures.ts'

export type PartsRow = {
  area: Area
  reported: number
  open: number
  overdue: number
  figure: FigureValue
}

export type SortColumn = 'name' | 'reported' | 'open' | 'overdue' | 'figure'
export type Sorting = { column: SortColumn; descending: boolean }

/** One row an area; areas without figures (not in the report yet) are left out. */
export function partsRows(
  areas: readonly Area[],
  figures: ReadonlyMap<string, AreaFigures>,
  name: FigureName,
): PartsRow[] {
  return areas.flatMap((area) => {
    const found = figures.get(area.code)
    if (!found) return []
    const { reported, open, overdue } = found.totals
    return [{ area, reported, open, overdue, figure: figureValue(name, found) }]
  })
}

/** Sorted by a column; what has no value comes last either way, and equals stay in the order of their codes. */
export function sortRows(
  rows: readonly PartsRow[],
  { column, descending }: Sorting,
  nameOf: (area: Area) => string,
  tag: string,
): PartsRow[] {
  const collator = new Intl.Collator(tag, { numeric: true })
  const sign = descending ? -1 : 1
  const valueOf = (row: PartsRow): number | null => {
    if (column === 'figure') return row.figure.few ? null : row.figure.value
    return column === 'name' ? null : row[column]
  }
  return rows.toSorted((a, b) => {
    if (column === 'name') return sign * collator.compare(nameOf(a.area), nameOf(b.area))
    const left = valueOf(a)
    const right = valueOf(b)
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right) || a.area.code.localeCompare(b.area.code)
  })
}
