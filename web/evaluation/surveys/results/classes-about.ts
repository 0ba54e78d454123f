import type { SurveyFigure } from '../../../../server/contract.ts'
import type { LegendClass } from '../../../ui/legend/legend-class.ts'

type Entry = { id: number; figure: SurveyFigure }

/** How far from the target the colours part, in shares of one. */
const STEPS = [-0.2, -0.1, 0, 0.05]

export type Classed = {
  fills: Map<number, string>
  classes: LegendClass[]
  values: number[]
  noData: number
  few: number
}

/** Areas in five classes about a target: far below it, below, a little below, above, well above. */
export function classesAbout(entries: readonly Entry[], target: number, colours: readonly string[]): Classed {
  const breaks = STEPS.map((step) => Math.min(1, Math.max(0, Math.round((target + step) * 100) / 100)))
  const classOf = (share: number) => breaks.filter((from) => share >= from).length
  const known = entries.filter(({ figure }) => figure.share !== null && !figure.few)
  const values = known.map(({ figure }) => figure.share!)
  const fills = new Map(
    entries.map(({ id, figure }): [number, string] => {
      if (figure.share === null) return [id, 'nodata']
      return [id, figure.few ? 'few' : colours[classOf(figure.share)]!]
    }),
  )
  const edges = [0, ...breaks, 1]
  const classes = colours.map((colour, i) => ({
    from: edges[i]!,
    to: edges[i + 1]!,
    colour,
    count: values.filter((value) => classOf(value) === i).length,
  }))
  const few = entries.filter(({ figure }) => figure.share !== null && figure.few).length
  return {
    fills,
    classes: values.length === 0 ? [] : classes.filter(({ from, to }) => to > from),
    values,
    noData: entries.length - known.length - few,
    few,
  }
}
