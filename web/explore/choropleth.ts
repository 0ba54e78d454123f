import { UNSEEN_DAYS } from '../../server/domain/patrol/unseen.ts'
import { isOfSurvey, type FigureKind, type FigureName, type FigureValue } from './figures.ts'

/** The target of the on-time closing rate; its colours part here. */
export const ON_TIME_TARGET = 0.9

/** Where shares part about a target: far below it, below, a little below, above, well above. */
const STEPS_ABOUT_TARGET = [-0.2, -0.1, 0, 0.05]

/** Days since a visit part where a week without one is full, so that the map shows the same grids as the list of them. */
const DAY_BREAKS = [1, 3, UNSEEN_DAYS, 2 * UNSEEN_DAYS]

/** One class: values from `from` up to but not including `to`; the last class includes its end. */
export type Class = { from: number; to: number; colour: string; count: number }

export type Choropleth = {
  classes: Class[]
  fills: Map<number, string | 'nodata' | 'few'>
  /** The values that were classed, in no order; for the distribution in the legend. */
  values: number[]
  noData: number
  few: number
}

export type Entry = { id: number; value: FigureValue }
/** `days`: since the last visit, with classes that are the same everywhere. */
export type Scale = 'sequential' | 'diverging' | 'days'
export type Ramps = { sequential: readonly string[]; diverging: readonly string[] }

/**
 * Classes and colours of areas by a figure. Sequential figures get quantile classes, as many as there are colours, but
 * fewer where values repeat (nothing at all has the lightest); shares with a target get fixed classes about it, days fixed
 * classes about a week.
 */
export function choropleth(
  entries: readonly Entry[],
  kind: FigureKind,
  scale: Scale,
  ramps: Ramps,
  target = ON_TIME_TARGET,
): Choropleth {
  const known = entries.filter(({ value }) => value.value !== null && !value.few)
  const values = known.map(({ value }) => value.value!)
  const fixed = { sequential: null, diverging: breaksAbout(target), days: DAY_BREAKS }[scale]
  const breaks = fixed ?? quantileBreaks(values, ramps.sequential.length, kind)
  const colours =
    scale === 'diverging'
      ? ramps.diverging
      : scale === 'sequential' && values.every((value) => value === 0)
        ? ramps.sequential.slice(0, 1)
        : spread(ramps.sequential, breaks.length + 1)
  const classes = classesBetween(values, breaks, colours, scale)
  const fills = new Map<number, string | 'nodata' | 'few'>()
  for (const { id, value } of entries) {
    if (value.value === null) fills.set(id, 'nodata')
    else if (value.few) fills.set(id, 'few')
    else fills.set(id, colours[classOf(value.value, breaks)]!)
  }
  const few = entries.filter(({ value }) => value.value !== null && value.few).length
  return { classes, fills, values, noData: entries.length - known.length - few, few }
}

/** Breaks in whole percents, none outside of what a share can be. */
function breaksAbout(target: number): number[] {
  return STEPS_ABOUT_TARGET.map((step) => Math.min(1, Math.max(0, Math.round((target + step) * 100) / 100)))
}

/** By which scale a figure is coloured. */
export function scaleOf(figure: FigureName): Scale {
  if (figure === 'onTime' || isOfSurvey(figure)) return 'diverging'
  return figure === 'sinceVisit' ? 'days' : 'sequential'
}

/** The place of a value among ascending breaks: below the first 0, from the first on 1, and so on. */
export function classOf(value: number, breaks: readonly number[]): number {
  let place = 0
  while (place < breaks.length && value >= breaks[place]!) place += 1
  return place
}

/**
 * Breaks that part sorted values into groups of about the same size, at readable numbers, without an empty group.
 * Counts break at whole numbers.
 */
export function quantileBreaks(values: readonly number[], groups: number, kind: FigureKind): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const lowest = sorted[0]
  const highest = sorted.at(-1)
  if (lowest === undefined || highest === undefined || lowest === highest) return []
  const breaks: number[] = []
  for (let i = 1; i < groups; i += 1) {
    const at = sorted[Math.floor((i * sorted.length) / groups)]!
    const step = readableStep(at, kind)
    const rounded = round(Math.ceil(at / step - 1e-9) * step)
    const last = breaks.at(-1) ?? lowest
    const inGroup = sorted.some((value) => value >= last && value < rounded)
    const above = sorted.some((value) => value >= rounded)
    if (rounded > last && inGroup && above) breaks.push(rounded)
  }
  // What only a few have (a vacant grid) is lost among quantiles: they are parted from those that have nothing of it.
  return breaks.length > 0 ? breaks : [sorted.find((value) => value > lowest)!]
}

/** What a break is rounded to: two significant digits, in steps of 1 up to 40 and of 5 from there; shares to percents. */
function readableStep(value: number, kind: FigureKind): number {
  if (kind === 'share') return 0.01
  if (value === 0) return 1
  const power = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
  const step = Math.abs(value) < 40 * power ? power : 5 * power
  return kind === 'count' ? Math.max(1, step) : step
}

/** Takes away what binary fractions add: 0.30000000000000004 is 0.3. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}

/** As many colours of a ramp as there are classes, its ends included where there are at least two. */
function spread(ramp: readonly string[], classes: number): string[] {
  if (classes === 1) return [ramp[Math.floor(ramp.length / 2)]!]
  return Array.from({ length: classes }, (_, i) => ramp[Math.round((i * (ramp.length - 1)) / (classes - 1))]!)
}

function classesBetween(
  values: readonly number[],
  breaks: readonly number[],
  colours: readonly string[],
  scale: Scale,
): Class[] {
  if (values.length === 0) return []
  const lowest = scale === 'sequential' ? Math.min(...values) : 0
  const highest = scale === 'diverging' ? 1 : Math.max(...values, scale === 'days' ? breaks.at(-1)! : 0)
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  for (const value of values) counts[classOf(value, breaks)]! += 1
  return counts.map((count, i) => ({
    from: i === 0 ? lowest : breaks[i - 1]!,
    to: i === breaks.length ? highest : breaks[i]!,
    colour: colours[i]!,
    count,
  }))
}
