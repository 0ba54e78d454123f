import type { Figures } from '../../../server/domain/coverage/impact/impact.ts'
import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import type { Formats } from '../../state/formats.ts'

export type ImpactRow = { name: string; before: string; after: string; change: string; changed: boolean }

const SQUARE_METRES_PER_HECTARE = 10_000
const MINUS = '\u2212'
const NOTHING = '–'

/** The figures of an area before and after, and by how much they change, as they are written. */
export function impactRows(
  before: Figures | null,
  after: Figures | null,
  { impact }: BoundaryMessages,
  formats: Formats,
): ImpactRow[] {
  const hectares = (value: number): string => formats.decimal(value / SQUARE_METRES_PER_HECTARE)
  const row = (
    name: string,
    of: (figures: Figures) => number | null,
    write: (value: number) => string = formats.number,
  ): ImpactRow => {
    const [was, is] = [before && of(before), after && of(after)]
    const text = (value: number | null): string => (value === null ? NOTHING : write(value))
    const difference = (is ?? 0) - (was ?? 0)
    const isKnown = was !== null || is !== null
    const written = write(Math.abs(difference))
    const isNone = !isKnown || written === write(0)
    const sign = difference > 0 ? '+' : MINUS
    return {
      name,
      before: text(was),
      after: text(is),
      change: isNone ? (isKnown ? write(0) : NOTHING) : `${sign}${written}`,
      changed: !isNone,
    }
  }
  return [
    row(`${impact.area} (ha)`, ({ squareMetres }) => squareMetres, hectares),
    row(impact.households, ({ households }) => households),
    row(impact.population, ({ population }) => population),
    row(impact.open, ({ openIncidents }) => openIncidents),
    row(impact.year, ({ incidentsYear }) => incidentsYear),
    row(impact.operators, ({ operators }) => operators),
  ]
}
