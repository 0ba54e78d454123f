import type { AreaNode } from '../areas/area-index.ts'
import { isOpen } from '../domain/incident-state.ts'
import { lowerBound, NEVER } from '../incidents/columns.ts'
import type { Snapshot } from '../incidents/column-cache.ts'
import { positionRange } from '../incidents/select-rows.ts'

const HOUR_MS = 3_600_000
const DAY_SECONDS = 86_400
const USUAL_DAYS = 28
const USUAL_WEEKS = 4

/** When a picture is of: now and the beginning of the county's day, in milliseconds since 1970. */
export type Moment = { now: number; midnight: number }

export type AreaCount = { reportedToday: number; open: number; overdue: number }

/** What the columns say of an area, for a wall. */
export type PictureCounts = {
  total: AreaCount & { overdueToday: number }
  byPart: AreaCount[]
  /** Inside the area, in none of its parts. */
  notLocated: AreaCount
  /** By hour of the county's day. */
  today: number[]
  /** The same for the four days of this weekday before; null where no incident is that old. */
  usual: number[] | null
  /** Up to this minute of those days; null likewise. */
  usualByNow: number | null
  /** By category (place in the snapshot's list): of the last 24 hours, and of the 28 days before them. */
  lastDay: Uint32Array
  before: Uint32Array
  /** Rows of the columns: open and overdue, the ones overdue longest first; what occurred in the last 24 hours, newest first. */
  overdueRows: number[]
  recentRows: number[]
}

/** Counts an area and its parts in one pass over the columns; only the last weeks are looked at more closely. */
export function countPicture(
  { columns, areas, categories }: Snapshot,
  area: AreaNode,
  parts: readonly AreaNode[],
  { now, midnight }: Moment,
): PictureCounts {
  const { from: low, end: high } = positionRange(area)
  const partOf = new Int32Array(areas.nodes.length + 1).fill(parts.length)
  parts.forEach((part, i) => partOf.fill(i, part.position + 1, part.end + 1))
  const counts = Array.from({ length: parts.length + 1 }, (): AreaCount => ({
    reportedToday: 0,
    open: 0,
    overdue: 0,
  }))
  const { length, position, state, dueAt, occurredAt, category } = columns
  const nowSecond = Math.floor(now / 1000)
  const midnightSecond = Math.floor(midnight / 1000)
  const overdueRows: number[] = []
  let overdueToday = 0
  for (let row = 0; row < length; row += 1) {
    if (!isOpen(state[row]!)) continue
    const place = position[row]!
    if (place < low || place >= high) continue
    const count = counts[partOf[place + 1]!]!
    count.open += 1
    const due = dueAt[row]!
    if (due === NEVER || due >= nowSecond) continue
    count.overdue += 1
    if (due >= midnightSecond) overdueToday += 1
    overdueRows.push(row)
  }
  const lastDay = new Uint32Array(categories.length)
  const before = new Uint32Array(categories.length)
  const today = Array.from({ length: 24 }, () => 0)
  const usual = Array.from({ length: 24 }, () => 0)
  const recentRows: number[] = []
  let usualByNow = 0
  const end = lowerBound(columns, nowSecond + 1)
  const first = lowerBound(columns, midnightSecond - (USUAL_DAYS + 1) * DAY_SECONDS)
  for (let row = first; row < end; row += 1) {
    const place = position[row]!
    if (place < low || place >= high) continue
    const at = occurredAt[row]!
    const age = nowSecond - at
    if (age < DAY_SECONDS) {
      lastDay[category[row]!]! += 1
      recentRows.push(row)
    } else if (age < (USUAL_DAYS + 1) * DAY_SECONDS) before[category[row]!]! += 1
    const days = Math.floor((at - midnightSecond) / DAY_SECONDS)
    const second = at - midnightSecond - days * DAY_SECONDS
    const hour = Math.floor(second / 3600)
    if (days === 0) {
      today[hour]! += 1
      counts[partOf[place + 1]!]!.reportedToday += 1
    } else if (days < 0 && days % 7 === 0) {
      usual[hour]! += 1
      if (second <= nowSecond - midnightSecond) usualByNow += 1
    }
  }
  const notLocated = counts.pop()!
  const isKnown = length > 0 && occurredAt[0]! < midnightSecond - USUAL_DAYS * DAY_SECONDS
  return {
    total: {
      reportedToday: today.reduce((sum, count) => sum + count, 0),
      open: counts.reduce((sum, { open }) => sum + open, notLocated.open),
      overdue: overdueRows.length,
      overdueToday,
    },
    byPart: counts,
    notLocated,
    today,
    usual: isKnown ? usual.map((count) => count / USUAL_WEEKS) : null,
    usualByNow: isKnown ? usualByNow / USUAL_WEEKS : null,
    lastDay,
    before,
    overdueRows: overdueRows.sort((a, b) => dueAt[a]! - dueAt[b]! || a - b),
    recentRows: recentRows.toReversed(),
  }
}

/** Today by the hour: what was counted up to now, and what is usual; hours to come have no count. */
export function trendOf(
  { today, usual }: Pick<PictureCounts, 'today' | 'usual'>,
  { now, midnight }: Moment,
): { hour: number; count: number | null; usual: number | null }[] {
  const hours = Math.floor((now - midnight) / HOUR_MS)
  return today.map((count, hour) => ({
    hour,
    count: hour <= hours ? count : null,
    usual: usual?.[hour] ?? null,
  }))
}

/** Main categories of the last 24 hours, most first, each with its usual count of a day where that is known. */
export function categoriesOf(
  categories: Snapshot['categories'],
  { lastDay, before, usual }: Pick<PictureCounts, 'lastDay' | 'before' | 'usual'>,
): { category: string; count: number; usual: number | null }[] {
  const mains = new Map<string, { category: string; count: number; usual: number }>()
  categories.forEach(({ code, parentCode }, i) => {
    const category = parentCode ?? code
    const sum = mains.get(category) ?? { category, count: 0, usual: 0 }
    sum.count += lastDay[i]!
    sum.usual += before[i]!
    mains.set(category, sum)
  })
  return [...mains.values()]
    .map((sum) => ({ ...sum, usual: usual === null ? null : Math.round((sum.usual * 10) / USUAL_DAYS) / 10 }))
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1))
}
