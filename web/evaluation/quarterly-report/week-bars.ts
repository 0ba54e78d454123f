import type { Summary } from '../../../server/contract.ts'
import { floorTo } from '../../../server/domain/time-buckets.ts'
import { offsetMs } from '../../ui/time-bar/zone.ts'
import type { ReportData } from './read-report.ts'

export type WeekBar = {
  /** Its Monday, milliseconds since 1970. */
  from: number
  /** Reported in it. Of the quarter before, null where nothing was kept then: in the week that is as far into that quarter. */
  now: number
  before: number | null
  /** The quarter begins or ends within it, or it still runs. */
  isPart: boolean
}

const WEEK_MS = 7 * 86_400_000

/** The quarter week by week, from Mondays of the county. */
export function weekBars(
  { whole: { now, before }, windows }: Pick<ReportData, 'whole' | 'windows'>,
  timeZone: string,
): WeekBar[] {
  const earlier = before === null ? null : weeksOf(before, timeZone)
  return weeksOf(now, timeZone).map(([from, count], i) => ({
    from,
    now: count,
    before: earlier?.[i]?.[1] ?? null,
    isPart: from < windows.now.from || from + WEEK_MS > windows.now.to,
  }))
}

/** A window of fewer than 62 days comes by days: they are added up. */
function weeksOf({ trend }: Summary, timeZone: string): [monday: number, count: number][] {
  const weeks = new Map<number, number>()
  for (const { from, count } of trend.buckets) {
    const monday = floorTo(Date.parse(from), 'week', (ms) => offsetMs(ms, timeZone))
    weeks.set(monday, (weeks.get(monday) ?? 0) + count)
  }
  return [...weeks]
}
