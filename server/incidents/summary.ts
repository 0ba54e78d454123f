import type { AreaNode } from '../areas/area-index.ts'
import { partsLevel } from '../areas/parts-level.ts'
import { STATES } from '../domain/incident-state.ts'
import { addFigures } from '../domain/indicators.ts'
import type { Level } from '../domain/level.ts'
import { bucketStarts, unitFor } from '../domain/time-buckets.ts'
import type { Category, Snapshot } from './column-cache.ts'
import { QuarterHours } from './quarter-hours.ts'
import { lowerBound } from './columns.ts'
import type { Summary } from './contract.ts'
import { FigureCounter } from './count-figures.ts'
import { countDue, countOccurred, type Selection, type WindowCounts } from './count-rows.ts'
import { positionRange } from './select-rows.ts'

export type SummaryInput = {
  area: AreaNode
  level: Level | null
  /** Codes of the categories to count; null: all. */
  categories: ReadonlySet<string> | null
  /** Milliseconds since 1970; [from, to). */
  from: number
  to: number
  now: number
  /** Local time minus UTC at an instant, milliseconds. */
  offsetMs: (ms: number) => number
}

/**
 * Figures of an area over a window and over the window of the same length before it. Children of the asked level and
 * `notLocated` are counted; the totals are their sum. What lies in the area but in none of these children (no point,
 * or no area of that level there) is in `notLocated`.
 */
export function summarise(snapshot: Snapshot, input: SummaryInput): Summary {
  const { columns, areas, categories } = snapshot
  const { area, from, to, now } = input
  const level = input.level ?? partsLevel(area)
  const children = area.level === level ? [] : areas.within(area, level)
  const { from: low, end: high } = positionRange(area)
  const selection: Selection = {
    low,
    high,
    wanted: Uint8Array.from(categories, ({ code }) => ((input.categories?.has(code) ?? true) ? 1 : 0)),
    partOf: childByPosition(children, areas.nodes.length),
  }
  const countsFor = (): WindowCounts => ({
    figures: new FigureCounter(children.length + 1),
    byCategory: new Uint32Array(categories.length),
    reported: new QuarterHours(from, to),
    closed: new QuarterHours(from, to),
  })
  const counts = countsFor()
  const countsBefore = countsFor()

  const nowSecond = Math.floor(now / 1000)
  const shift = Math.round((to - from) / 1000)
  const fromSecond = Math.ceil(from / 1000)
  const toSecond = Math.ceil(to / 1000)
  const earlier = lowerBound(columns, fromSecond - shift)
  const first = lowerBound(columns, fromSecond)
  const end = lowerBound(columns, toSecond)
  countOccurred(columns, selection, { first, end, shift: 0 }, counts, nowSecond)
  countOccurred(columns, selection, { first: earlier, end: first, shift }, countsBefore, nowSecond)
  // A deadline never lies before the occurrence, so those of a window are among the rows before its end.
  const before = { from: fromSecond - shift, to: fromSecond }
  const within = { from: fromSecond, to: toSecond }
  countDue(columns, selection, { first: 0, end: earlier, ...before }, countsBefore.figures)
  countDue(columns, selection, { first: earlier, end: first, from: 0, to: fromSecond }, countsBefore.figures)
  countDue(columns, selection, { first: 0, end: first, ...within }, counts.figures)
  countDue(columns, selection, { first, end, from: 0, to: toSecond }, counts.figures)
  const current = counts.figures.figures()
  const previous = countsBefore.figures.figures()
  const byState = counts.figures.byState()

  const unit = unitFor(from, to)
  const starts = bucketStarts(from, to, unit, input.offsetMs)
  const [count, closed, previousCount] = [counts.reported, counts.closed, countsBefore.reported].map(
    (quarters) => quarters.fold(starts),
  )
  return {
    area: area.code,
    level,
    from: iso(from),
    to: iso(to),
    asOf: iso(now),
    release: areas.release,
    totals: current.reduce(addFigures),
    previous: { from: iso(from - (to - from)), to: iso(from), totals: previous.reduce(addFigures) },
    byState: STATES.map((state, i) => ({ state, count: byState[i]! })),
    byCategory: mainCategories(categories, counts.byCategory, countsBefore.byCategory),
    byArea: children.map((child, i) => ({
      code: child.code,
      totals: current[i]!,
      previous: previous[i]!.reported,
    })),
    notLocated: current.at(-1)!,
    trend: {
      unit,
      buckets: starts.map((start, i) => ({
        from: iso(start),
        count: count![i]!,
        closed: closed![i]!,
        previous: previousCount![i]!,
      })),
    },
    rhythm: counts.reported.byWeekdayAndHour(input.offsetMs),
  }
}

/** For every position, shifted by one for "not located", the place of its child; the place after the last: none. */
function childByPosition(children: readonly AreaNode[], positions: number): Int32Array {
  const childOf = new Int32Array(positions + 1).fill(children.length)
  children.forEach((child, i) => childOf.fill(i, child.position + 1, child.end + 1))
  return childOf
}

function mainCategories(
  categories: readonly Category[],
  counts: Uint32Array,
  previous: Uint32Array,
): Summary['byCategory'] {
  const mains = new Map<string, Summary['byCategory'][number]>()
  categories.forEach(({ code, parentCode }, i) => {
    const category = parentCode ?? code
    const entry = mains.get(category) ?? { category, count: 0, previous: 0 }
    mains.set(category, {
      category,
      count: entry.count + counts[i]!,
      previous: entry.previous + previous[i]!,
    })
  })
  return [...mains.values()]
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
