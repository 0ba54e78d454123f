import type { AreaNode } from '../areas/area-index.ts'
import { STATES } from '../domain/incident-state.ts'
import { addFigures, emptyFigures } from '../domain/indicators.ts'
import { levelBelow, type Level } from '../domain/level.ts'
import { bucketStarts, unitFor } from '../domain/time-buckets.ts'
import type { Category, Snapshot } from './column-cache.ts'
import { QuarterHours } from './quarter-hours.ts'
import { lowerBound, NEVER } from './columns.ts'
import type { Summary } from './contract.ts'
import { countDue, countOccurred } from './count-figures.ts'
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
  const level = input.level ?? levelBelow(area.level) ?? 'grid'
  const children = area.level === level ? [] : areas.within(area, level)
  const childOf = childByPosition(children, areas.nodes.length)
  const current = [...children, null].map(emptyFigures)
  const previous = [...children, null].map(emptyFigures)
  const wanted = Uint8Array.from(categories, ({ code }) => ((input.categories?.has(code) ?? true) ? 1 : 0))
  const byState = new Uint32Array(STATES.length)
  const byCategory = new Uint32Array(categories.length)
  const previousByCategory = new Uint32Array(categories.length)
  const rhythm = new QuarterHours(from, to)
  const before = new QuarterHours(from, to)
  const closed = new QuarterHours(from, to)

  const nowSecond = Math.floor(now / 1000)
  const shiftSeconds = Math.round((to - from) / 1000)
  const fromSecond = Math.ceil(from / 1000)
  const toSecond = Math.ceil(to / 1000)
  const previousSecond = fromSecond - shiftSeconds
  const { from: low, end: high } = positionRange(area)
  const firstRow = lowerBound(columns, fromSecond)
  const endRow = lowerBound(columns, toSecond)

  for (let row = lowerBound(columns, previousSecond); row < firstRow; row += 1) {
    const position = columns.position[row]!
    if (position < low || position >= high || wanted[columns.category[row]!] === 0) continue
    countOccurred(previous[childOf[position + 1]!]!, columns, row, nowSecond)
    previousByCategory[columns.category[row]!]! += 1
    before.add(columns.occurredAt[row]! + shiftSeconds)
  }
  for (let row = firstRow; row < endRow; row += 1) {
    const position = columns.position[row]!
    if (position < low || position >= high || wanted[columns.category[row]!] === 0) continue
    countOccurred(current[childOf[position + 1]!]!, columns, row, nowSecond)
    byState[columns.state[row]!]! += 1
    byCategory[columns.category[row]!]! += 1
    rhythm.add(columns.occurredAt[row]!)
    if (columns.closedAt[row] !== NEVER) closed.add(columns.occurredAt[row]!)
  }
  // A deadline never lies before the occurrence, so every one before the end of the window is among these rows.
  for (let row = 0; row < endRow; row += 1) {
    const due = columns.dueAt[row]!
    if (due < previousSecond || due >= toSecond) continue
    const position = columns.position[row]!
    if (position < low || position >= high || wanted[columns.category[row]!] === 0) continue
    countDue((due < fromSecond ? previous : current)[childOf[position + 1]!]!, columns, row)
  }

  const unit = unitFor(from, to)
  const starts = bucketStarts(from, to, unit, input.offsetMs)
  const [counts, closedCounts, previousCounts] = [rhythm, closed, before].map((quarters) =>
    quarters.fold(starts),
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
    byCategory: mainCategories(categories, byCategory, previousByCategory),
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
        count: counts![i]!,
        closed: closedCounts![i]!,
        previous: previousCounts![i]!,
      })),
    },
    rhythm: rhythm.byWeekdayAndHour(input.offsetMs),
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
